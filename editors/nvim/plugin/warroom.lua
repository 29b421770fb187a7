-- What is there when Neovim starts: a command, keys to map, and the wait for
-- the first Markdown document. Everything else is loaded when it is needed.

if vim.g.loaded_warroom or vim.fn.has("nvim-0.11") == 0 then
  return
end
vim.g.loaded_warroom = true

vim.api.nvim_create_user_command("Warroom", function(arguments)
  require("warroom.commands").run(arguments)
end, {
  nargs = "*",
  range = true,
  desc = "Incident documents: events, timeline, severity, drafts, action items",
  complete = function(...)
    return require("warroom.commands").complete(...)
  end,
})

for _, name in ipairs({
  "actions",
  "declare",
  "escalate",
  "event",
  "explain",
  "fix",
  "incidents",
  "log",
  "new",
  "postmortem",
  "report",
  "resolve",
  "severity",
  "sort",
  "statuspage",
  "timeline",
  "update",
}) do
  vim.keymap.set("n", ("<Plug>(warroom-%s)"):format(name), ("<Cmd>Warroom %s<CR>"):format(name))
end
for _, name in ipairs({ "import", "shift" }) do
  vim.keymap.set(
    { "n", "x" },
    ("<Plug>(warroom-%s)"):format(name),
    (":Warroom %s<CR>"):format(name)
  )
end

local group = vim.api.nvim_create_augroup("warroom", {})

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  pattern = { "markdown", "toml" },
  desc = "Start the language server with the first document",
  callback = function(event)
    return require("warroom").start(event.buf)
  end,
})

vim.api.nvim_create_autocmd("LspAttach", {
  group = group,
  desc = "Show code lenses and inlay hints in incident documents",
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    local is_document = vim.bo[event.buf].filetype == "markdown"
    if client and client.name == "warroom" and is_document then
      require("warroom.attach").attach(client, event.buf)
    end
  end,
})
