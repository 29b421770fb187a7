--- What other files of a user's configuration may call.

local M = {}

---Starts the language server for Markdown documents, from now on.
---@param buffer integer The document that is open already.
function M.start(buffer)
  local config = require("warroom.config").get()
  if not config.enabled then
    return
  end
  if vim.fn.executable(config.binary) == 0 then
    local missing = "`%s` is not on this machine; `:checkhealth warroom` says how to get it"
    require("warroom.notify").warn(missing:format(config.binary))
    return
  end
  -- Later, because an autocommand made while its event runs is not run by it.
  vim.schedule(function()
    vim.lsp.enable("warroom")
    if vim.api.nvim_buf_is_valid(buffer) then
      vim.api.nvim_exec_autocmds("FileType", { group = "nvim.lsp.enable", buffer = buffer })
    end
  end)
end

---The state of the incident that the document in this window is about, for a
---status line: `SEV1 · mitigated · 1h 12m · update due in 8m`. Empty where there
---is nothing to say.
---@return string
function M.statusline()
  return require("warroom.status").line(vim.api.nvim_get_current_buf())
end

return M
