--- How Neovim starts the language server; see |lsp-config|.
---@type vim.lsp.Config
return {
  cmd = { require("warroom.config").get().binary, "lsp" },
  filetypes = { "markdown" },
  root_markers = { "warroom.toml", ".warroom.toml", ".git" },
  handlers = {
    ["window/showDocument"] = function(...)
      return require("warroom.client").on_show_document(...)
    end,
  },
}
