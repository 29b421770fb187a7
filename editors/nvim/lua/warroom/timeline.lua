--- The timeline of a document in a window of its own, drawn by the program.

local float = require("warroom.float")
local program = require("warroom.program")

local M = {}

---Where the table begins: below a title, a line of facts, a gap and the heads
---of the columns.
local FIRST_ROW = 5

---@param window integer The window of the document.
---@param output string What the program has drawn.
---@param events { line: integer, column: integer }[]
local function show(window, output, events)
  local lines, marks = require("warroom.ansi").read(output)
  local has_events = #events > 0
  local footer = has_events and "<CR> go to the entry · q close" or "q close"
  local buffer, own = float.open(lines, marks, "Timeline", footer)
  if not has_events then
    return
  end
  vim.api.nvim_win_set_cursor(own, { FIRST_ROW, 0 })
  vim.keymap.set("n", "<CR>", function()
    local event = events[vim.api.nvim_win_get_cursor(own)[1] - FIRST_ROW + 1]
    if event and vim.api.nvim_win_is_valid(window) then
      vim.api.nvim_win_close(own, true)
      vim.api.nvim_set_current_win(window)
      vim.cmd("normal! m'")
      vim.api.nvim_win_set_cursor(window, { event.line, 0 })
      vim.cmd("normal! zv")
    end
  end, { buffer = buffer })
end

---Shows the timeline of what is on the screen, written or not.
---@param buffer integer
function M.open(buffer)
  local window = vim.api.nvim_get_current_win()
  local path = vim.api.nvim_buf_get_name(buffer)
  local name = path ~= "" and vim.fn.fnamemodify(path, ":.") or "document.md"
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
  local input = { stdin = text, width = float.room() }
  local arguments = { "timeline", "--stdin-filename", name, "-" }
  program.run(vim.list_extend({ unpack(arguments) }, { "--format", "json" }), input, function(json)
    local events = vim.json.decode(json).events
    program.run(arguments, input, function(output)
      show(window, output, events)
    end)
  end)
end

return M
