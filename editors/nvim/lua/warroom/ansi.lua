--- Reads text as the program colours it for a terminal.

local M = {}

---A stretch of a line in a colour; (0,0)-based, the end is not part of it.
---@class warroom.Mark
---@field row integer
---@field first integer
---@field last integer
---@field group string

---The highlight groups for the styles that the program uses.
---@type table<string, string>
local GROUPS = {
  ["1"] = "Title",
  ["2"] = "Comment",
  ["31"] = "DiagnosticError",
  ["32"] = "DiagnosticOk",
  ["36"] = "Special",
}

---Takes the styles out of a line.
---@param line string
---@param row integer
---@param marks warroom.Mark[] Gets the styles.
---@return string
local function plain(line, row, marks)
  local text, length, group = {}, 0, nil
  for codes, words in ("\27[m" .. line):gmatch("\27%[([%d;]*)m([^\27]*)") do
    if codes == "" or codes == "0" then
      group = nil
    end
    for code in codes:gmatch("%d+") do
      group = GROUPS[code] or group
    end
    if group and words ~= "" then
      marks[#marks + 1] = { row = row, first = length, last = length + #words, group = group }
    end
    text[#text + 1] = words
    length = length + #words
  end
  return table.concat(text)
end

---@param output string
---@return string[] lines
---@return warroom.Mark[] marks
function M.read(output)
  local lines, marks = {}, {}
  for index, line in ipairs(vim.split(vim.trim(output), "\n", { plain = true })) do
    lines[index] = plain(line, index - 1, marks)
  end
  return lines, marks
end

return M
