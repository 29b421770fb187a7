--- How Neovim starts the language server; see |lsp-config|.
---@type vim.lsp.Config
return {
  cmd = { require("warroom.config").get().binary, "lsp" },
  filetypes = { "markdown", "toml" },
  root_markers = { "warroom.toml", ".warroom.toml", ".git" },
  root_dir = function(buffer, on_dir)
    if require("warroom").reads(buffer) then
      on_dir(vim.fs.root(buffer, vim.lsp.config.warroom.root_markers))
    end
  end,
  handlers = {
    ["window/showDocument"] = function(...)
      return require("warroom.client").on_show_document(...)
    end,
  },
}
