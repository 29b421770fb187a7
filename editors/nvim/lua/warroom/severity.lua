--- Finds the severity of an incident: the server asks, the user answers.

local client_of = require("warroom.client")
local notify = require("warroom.notify")

local M = {}

---@param question string
---@param on_answer fun(answer: boolean)
local function ask_yes_or_no(question, on_answer)
  local options = {
    prompt = question,
    format_item = function(answer)
      return answer and "Yes" or "No"
    end,
  }
  vim.ui.select({ true, false }, options, function(answer, index)
    if index then
      on_answer(answer)
    end
  end)
end

---@param question string
---@param on_answer fun(answer: number)
local function ask_percent(question, on_answer)
  vim.ui.input({ prompt = question .. " " }, function(typed)
    local number = typed and tonumber((typed:gsub("%%", "")))
    if number then
      on_answer(number)
    elseif typed then
      notify.info("a number is needed, such as 12")
      ask_percent(question, on_answer)
    end
  end)
end

---Asks until the severity is known, and lets the server write it down.
---@param buffer integer
---@param impact? table What is known so far.
function M.assign(buffer, impact)
  impact = impact or vim.empty_dict()
  client_of.run_on(buffer, "warroom.assignSeverity", { impact = impact }, function(answer)
    if answer.severity then
      notify.info(("%s: %s"):format(answer.severity, answer.reason))
      return
    end
    local ask = answer.answer == "percent" and ask_percent or ask_yes_or_no
    ask(answer.text, function(given)
      M.assign(buffer, vim.tbl_extend("force", impact, { [answer.question] = given }))
    end)
  end)
end

return M
