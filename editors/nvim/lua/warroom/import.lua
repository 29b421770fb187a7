--- Writes a conversation, or an export of one, into the timeline.

local client_of = require("warroom.client")
local notify = require("warroom.notify")

local M = {}

---The text of a register; without a name, what was copied last: outside, where
---there is a clipboard, or else in here.
---@param name string?
---@return string
local function of_register(name)
  if name then
    return vim.fn.getreg(name)
  end
  local copied = vim.fn.has("clipboard") == 1 and vim.fn.getreg("+") or ""
  return copied ~= "" and copied or vim.fn.getreg('"')
end

---@param path string
---@return string?
local function of_file(path)
  local file, problem = io.open(vim.fs.normalize(path), "rb")
  if not file then
    notify.warn(problem or path)
    return nil
  end
  local text = file:read("*a")
  file:close()
  return text
end

---Takes lines out of a document, so that what is made of them is not held
---against them.
---@param buffer integer
---@param first integer 1-based
---@param last integer
---@return string text
---@return fun() put_back
local function take_lines(buffer, first, last)
  local lines = vim.api.nvim_buf_get_lines(buffer, first - 1, last, true)
  vim.api.nvim_buf_set_lines(buffer, first - 1, last, true, {})
  local tick = vim.api.nvim_buf_get_changedtick(buffer)
  local function put_back()
    if vim.api.nvim_buf_is_loaded(buffer) and vim.api.nvim_buf_get_changedtick(buffer) == tick then
      vim.api.nvim_buf_call(buffer, function()
        vim.cmd("silent undo")
      end)
    end
  end
  return table.concat(lines, "\n") .. "\n", put_back
end

---Has the server write entries, and says what came of it.
---@param buffer integer
---@param text string
---@param on_problem? fun()
local function write(buffer, text, on_problem)
  local client = client_of.of(buffer)
  local more = { text = text, position = client and client_of.position(client) }
  client_of.run_on(buffer, "warroom.import", more, function(answer)
    notify.info(table.concat(answer.summary, "\n"))
  end, on_problem)
end

---Writes what was said as entries.
---@param buffer integer
---@param source string? `@` and a register, or a path. Without one, what was copied last.
function M.from(buffer, source)
  local text
  if source and not source:match("^@.$") then
    text = of_file(source)
  else
    text = of_register(source and source:sub(2))
  end
  if text and vim.trim(text) == "" then
    notify.info("nothing was copied; copy the conversation first")
  elseif text then
    write(buffer, text)
  end
end

---Writes what stands in these lines as entries, in place of the lines.
---@param buffer integer
---@param first integer 1-based
---@param last integer
function M.from_lines(buffer, first, last)
  write(buffer, take_lines(buffer, first, last))
end

---What may be imported, for completion: registers and files.
---@param typed string
---@return string[]
function M.complete(typed)
  return vim.list_extend({ '@"', "@+" }, vim.fn.getcompletion(typed, "file"))
end

return M
