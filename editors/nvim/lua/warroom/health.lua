--- `:checkhealth warroom`.

local M = {}

local health = vim.health

local function check_neovim()
  health.start("Neovim")
  if vim.fn.has("nvim-0.11") == 1 then
    health.ok(("Neovim %s"):format(tostring(vim.version())))
  else
    health.error("Neovim is older than 0.11", "Update Neovim: warroom needs `vim.lsp.config`.")
  end
  if pcall(vim.treesitter.language.add, "markdown") then
    health.ok("There is a tree-sitter parser for Markdown")
  else
    health.info(
      "There is no tree-sitter parser for Markdown; its highlights and folds are left out"
    )
  end
end

local function check_settings()
  health.start("Settings")
  local valid, problems = require("warroom.config").check(vim.g.warroom)
  for _, problem in ipairs(problems) do
    health.error(
      ("vim.g.warroom: %s"):format(problem),
      "It is left out. `:help warroom-settings` says what can be set."
    )
  end
  if #problems == 0 then
    local words = next(valid) and vim.inspect(valid, { newline = " ", indent = "" })
      or "the defaults"
    health.ok(("vim.g.warroom: %s"):format(words))
  end
end

---@return boolean is_there
local function check_program()
  health.start("Program")
  local binary = require("warroom.config").get().binary
  local path = vim.fn.exepath(binary)
  if path == "" then
    health.error(("`%s` is not on this machine"):format(binary), {
      "Install it: `cargo install --locked --path server/warroom` in a checkout of warroom.",
      'Or say where it is: vim.g.warroom = { binary = "/path/to/warroom" }',
    })
    return false
  end
  local result = vim.system({ path, "--version" }, { text = true }):wait(5000)
  if result.code == 0 then
    health.ok(("%s, at %s"):format(vim.trim(result.stdout or ""), path))
  else
    health.error(("`%s --version` fails"):format(path), vim.trim(result.stderr or ""))
  end
  return result.code == 0
end

---@param client vim.lsp.Client
local function describe(client)
  local count = vim.tbl_count(client.attached_buffers)
  local folder = client.root_dir or "no folder"
  health.ok(
    ("Runs for %s, with %d open %s"):format(
      vim.fn.fnamemodify(folder, ":~"),
      count,
      count == 1 and "document" or "documents"
    )
  )
end

local function check_server()
  health.start("Language server")
  local clients = vim.lsp.get_clients({ name = "warroom" })
  vim.iter(clients):each(describe)
  if #clients == 0 and require("warroom.config").get().enabled then
    health.info("It does not run; it starts with the first Markdown document")
  elseif #clients == 0 then
    health.info("It is switched off by vim.g.warroom.enabled")
  end
  health.info(("Log of Neovim: %s"):format(vim.lsp.log.get_filename()))
end

function M.check()
  check_neovim()
  check_settings()
  if check_program() then
    check_server()
  end
end

return M
