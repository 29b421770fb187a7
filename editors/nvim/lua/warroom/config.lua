--- What the user has set in `vim.g.warroom`, checked and filled with defaults.

local M = {}

---What a user may set. Every field may be left out.
---@class warroom.Options
---@field enabled? boolean Start the language server with the first Markdown document. Default: true
---@field binary? string The program, by its name or its path. Default: "warroom"
---@field code_lens? boolean Show what a document comes to above its title. Default: true
---@field inlay_hints? boolean Show durations, phases and local times in the line. Default: true
---@field border? string|string[] The border of floating windows, as in |nvim_open_win()|. Default: 'winborder', or else "rounded"

---@class warroom.Config: warroom.Options
---@field enabled boolean
---@field binary string
---@field code_lens boolean
---@field inlay_hints boolean

---@type warroom.Config
local defaults = {
  enabled = true,
  binary = "warroom",
  code_lens = true,
  inlay_hints = true,
}

---@type table<string, string|string[]>
local types = {
  enabled = "boolean",
  binary = "string",
  code_lens = "boolean",
  inlay_hints = "boolean",
  border = { "string", "table" },
}

---@param options table
---@param name string
---@return string? problem
local function problem_of(options, name)
  if not types[name] then
    local known = vim.tbl_keys(types)
    table.sort(known)
    return ("`%s` is not known; there are %s"):format(name, table.concat(known, ", "))
  end
  local ok, message = pcall(vim.validate, name, options[name], types[name])
  return not ok and tostring(message) or nil
end

---Looks through what a user has set.
---@param options any
---@return warroom.Options valid What can be used.
---@return string[] problems What cannot, in words.
function M.check(options)
  if options == nil then
    return {}, {}
  end
  if type(options) ~= "table" then
    return {}, { ("a table is expected, there is a %s"):format(type(options)) }
  end
  local valid, problems = {}, {}
  for name, value in vim.spairs(options) do
    local problem = problem_of(options, name)
    if problem then
      problems[#problems + 1] = problem
    else
      valid[name] = value
    end
  end
  return valid, problems
end

---The settings that hold now. What cannot be used is left out; |:checkhealth|
---names it.
---@return warroom.Config
function M.get()
  local valid = M.check(vim.g.warroom)
  return vim.tbl_extend("force", defaults, valid) --[[@as warroom.Config]]
end

---The border of floating windows.
---@return string|string[]
function M.border()
  local set = M.get().border
  if set then
    return set
  end
  local everywhere = vim.o.winborder
  return everywhere ~= "" and everywhere or "rounded"
end

return M
