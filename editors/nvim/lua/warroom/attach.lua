--- What is switched on for a document when the language server takes it.

local client_of = require("warroom.client")
local config = require("warroom.config")

local M = {}

---Kinds of documents that are about no incident, in the words of the server.
local NO_INCIDENT = { "other", "template" }

---@param client vim.lsp.Client
---@param buffer integer
local function show_lenses(client, buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  -- Neovim 0.11 shows them when it is asked to, each time.
  vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave", "TextChanged" }, {
    group = vim.api.nvim_create_augroup("warroom.lenses." .. buffer, {}),
    buffer = buffer,
    callback = function()
      vim.lsp.codelens.refresh({ bufnr = buffer })
      return client:is_stopped()
    end,
  })
  vim.lsp.codelens.refresh({ bufnr = buffer })
end

---@param client vim.lsp.Client
---@param buffer integer
local function show(client, buffer)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    return
  end
  if config.get().code_lens then
    show_lenses(client, buffer)
  end
  if config.get().inlay_hints then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
end

---Shows lenses and hints if the document is about an incident. If it is not, it
---may be one when it is written.
---@param client vim.lsp.Client
---@param buffer integer
function M.attach(client, buffer)
  if not client_of.knows(client, "warroom.status") then
    show(client, buffer)
    return
  end
  client_of.run_on(buffer, "warroom.status", {}, function(status)
    local kind = type(status) == "table" and status.kind or "other"
    if not vim.list_contains(NO_INCIDENT, kind) then
      show(client, buffer)
      return
    end
    vim.api.nvim_create_autocmd("BufWritePost", {
      group = vim.api.nvim_create_augroup("warroom.attach." .. buffer, {}),
      buffer = buffer,
      once = true,
      callback = function()
        M.attach(client, buffer)
      end,
    })
  end)
end

return M
