--- The page of a rule: what it finds, why, and what to write instead.

local notify = require("warroom.notify")

local M = {}

---The rules that have found something in a range of lines, the nearest first.
---@param buffer integer
---@param line? integer 0-based; without one, in all lines.
---@return string[]
function M.rules(buffer, line)
  local rules = {}
  for _, found in ipairs(vim.diagnostic.get(buffer, { lnum = line })) do
    local is_rule = found.source == "warroom" and type(found.code) == "string"
    if is_rule and not vim.list_contains(rules, found.code) then
      rules[#rules + 1] = found.code
    end
  end
  return rules
end

---@param rule string
local function show(rule)
  local float = require("warroom.float")
  local width = math.min(float.room(), 90)
  require("warroom.program").run({ "explain", rule }, { width = width }, function(output)
    local lines, marks = require("warroom.ansi").read(output)
    float.open(lines, marks, rule, "q close")
  end)
end

---Shows the page of a rule.
---@param buffer integer
---@param rule string? Without one, that which has found something in this line.
function M.open(buffer, rule)
  if rule then
    return show(rule)
  end
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local rules = M.rules(buffer, line)
  if #rules == 0 then
    notify.info("no rule has found anything in this line")
  elseif #rules == 1 then
    show(rules[1])
  else
    vim.ui.select(rules, { prompt = "Explain" }, function(chosen)
      if chosen then
        show(chosen)
      end
    end)
  end
end

return M
