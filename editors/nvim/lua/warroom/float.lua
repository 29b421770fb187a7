--- A window in front of the others, to be read and closed.

local M = {}

local colors = vim.api.nvim_create_namespace("warroom.float")

---The most columns of text that a window has room for.
---@return integer
function M.room()
  return math.max(40, vim.o.columns - 8)
end

---@param lines string[]
---@param title string
---@param footer string
---@return vim.api.keyset.win_config
local function layout(lines, title, footer)
  local widths = vim.tbl_map(vim.fn.strdisplaywidth, lines)
  local width = math.min(math.max(#footer, unpack(widths)) + 2, M.room())
  local height = math.min(#lines, math.max(1, vim.o.lines - 6))
  return {
    relative = "editor",
    width = width,
    height = height,
    col = math.floor((vim.o.columns - width) / 2),
    row = math.max(0, math.floor((vim.o.lines - height) / 2) - 1),
    style = "minimal",
    border = require("warroom.config").border(),
    title = (" %s "):format(title),
    title_pos = "center",
    footer = (" %s "):format(footer),
    footer_pos = "right",
  }
end

---Opens a window; `q` and `<Esc>` close it, and so does leaving it.
---@param lines string[]
---@param marks warroom.Mark[]
---@param title string
---@param footer string
---@return integer buffer
---@return integer window
function M.open(lines, marks, title, footer)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, true, lines)
  for _, mark in ipairs(marks) do
    local stretch = { end_col = mark.last, hl_group = mark.group }
    vim.api.nvim_buf_set_extmark(buffer, colors, mark.row, mark.first, stretch)
  end
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = "wipe"
  local window = vim.api.nvim_open_win(buffer, true, layout(lines, title, footer))
  vim.wo[window].cursorline = true
  vim.wo[window].linebreak = true
  vim.wo[window].breakindent = true
  vim.wo[window].statuscolumn = " "
  local needed = vim.api.nvim_win_text_height(window, {}).all
  if needed > #lines then
    vim.api.nvim_win_set_height(window, math.min(needed, math.max(1, vim.o.lines - 6)))
  end
  for _, key in ipairs({ "q", "<Esc>" }) do
    vim.keymap.set("n", key, "<Cmd>close<CR>", { buffer = buffer, nowait = true })
  end
  vim.api.nvim_create_autocmd("WinLeave", {
    buffer = buffer,
    once = true,
    callback = function()
      pcall(vim.api.nvim_win_close, window, true)
    end,
  })
  return buffer, window
end

return M
