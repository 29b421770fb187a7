--- What other files of a user's configuration may call.

local M = {}

---Whether the server reads a file: Markdown, and its own configuration.
---@param buffer integer
---@return boolean
function M.reads(buffer)
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
  return vim.bo[buffer].filetype == "markdown" or name:match("^%.?warroom%.toml$") ~= nil
end

---Starts the language server with the first file that it reads.
---@param buffer integer
---@return boolean? is_done Whether there is nothing more to wait for.
function M.start(buffer)
  if not M.reads(buffer) then
    return
  end
  local config = require("warroom.config").get()
  if not config.enabled then
    return true
  end
  if vim.fn.executable(config.binary) == 0 then
    local missing = "`%s` is not on this machine; `:checkhealth warroom` says how to get it"
    require("warroom.notify").warn(missing:format(config.binary))
    return true
  end
  -- Later, because an autocommand made while its event runs is not run by it.
  vim.schedule(function()
    vim.lsp.enable("warroom")
    if vim.api.nvim_buf_is_valid(buffer) then
      vim.api.nvim_exec_autocmds("FileType", { group = "nvim.lsp.enable", buffer = buffer })
    end
  end)
  return true
end

---The state of the incident that the document in this window is about, for a
---status line: `SEV1 · mitigated · 1h 12m · update due in 8m`. Empty where there
---is nothing to say.
---@return string
function M.statusline()
  return require("warroom.status").line(vim.api.nvim_get_current_buf())
end

return M
