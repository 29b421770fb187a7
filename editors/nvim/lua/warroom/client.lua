--- The language server that answers for a document, and its commands.

local notify = require("warroom.notify")

local M = {}

---Whether the next place that the server shows is where the user goes on typing.
local types_next = false

---The client of a document.
---@param buffer integer
---@return vim.lsp.Client?
function M.of(buffer)
  return vim.lsp.get_clients({ name = "warroom", bufnr = buffer })[1]
end

---A client for what is about no document: one that runs, or else a new one for
---the working directory.
---@return vim.lsp.Client?
function M.any()
  local running = M.of(0) or vim.lsp.get_clients({ name = "warroom" })[1]
  if running then
    return running
  end
  local directory = vim.fn.getcwd()
  local config = vim.tbl_extend("force", vim.lsp.config.warroom, {
    root_dir = vim.fs.root(directory, vim.lsp.config.warroom.root_markers) or directory,
  })
  local id = vim.lsp.start(config, { attach = false, silent = true })
  local client = id and vim.lsp.get_client_by_id(id)
  local is_ready = client
    and vim.wait(5000, function()
      return client.initialized == true
    end, 10)
  return is_ready and client or nil
end

---Whether a server knows a command.
---@param client vim.lsp.Client
---@param command string
---@return boolean
function M.knows(client, command)
  local capabilities = client.server_capabilities
  local provider = capabilities and capabilities.executeCommandProvider
  return provider ~= nil and vim.list_contains(provider.commands or {}, command)
end

---Runs a command of the server. What goes wrong is said to the user.
---@param client vim.lsp.Client?
---@param command string
---@param argument table
---@param on_answer fun(answer: any)
---@param on_problem? fun() What else is done then.
function M.run(client, command, argument, on_answer, on_problem)
  on_problem = on_problem or function() end
  if not client then
    notify.warn("no language server runs for this document; see `:checkhealth warroom`")
    return on_problem()
  end
  if not M.knows(client, command) then
    notify.info(("this version of the server has no `%s`; a newer one may"):format(command))
    return on_problem()
  end
  local params = { command = command, arguments = { argument } }
  client:request("workspace/executeCommand", params, function(problem, answer)
    if problem then
      notify.warn(problem.message)
      on_problem()
    else
      on_answer(answer)
    end
  end)
end

---Runs a command on a document.
---@param buffer integer
---@param command string
---@param more table What the command wants beside the document.
---@param on_answer fun(answer: any)
---@param on_problem? fun()
function M.run_on(buffer, command, more, on_answer, on_problem)
  local argument = vim.tbl_extend("force", { uri = vim.uri_from_bufnr(buffer) }, more)
  M.run(M.of(buffer), command, argument, on_answer, on_problem)
end

---Runs a command that changes a document.
---@param buffer integer
---@param command string
---@param more table
---@param otherwise string What is said when nothing changes.
function M.edit(buffer, command, more, otherwise)
  M.run_on(buffer, command, more, function(has_edit)
    if not has_edit then
      notify.info(otherwise)
    end
  end)
end

---The position of the cursor in the words of the protocol.
---@param client vim.lsp.Client
---@return lsp.Position
function M.position(client)
  return vim.lsp.util.make_position_params(0, client.offset_encoding).position
end

---Lets the user type at the place that the server shows next, if it shows one
---within a moment.
function M.type_next()
  types_next = true
  vim.defer_fn(function()
    types_next = false
  end, 2000)
end

---`window/showDocument`, as Neovim answers it.
---@param problem lsp.ResponseError?
---@param params lsp.ShowDocumentParams
---@param context lsp.HandlerContext
function M.on_show_document(problem, params, context)
  local answer = vim.lsp.handlers["window/showDocument"](problem, params, context)
  if types_next then
    types_next = false
    local column = vim.api.nvim_win_get_cursor(0)[2]
    local is_at_end = column + 1 >= #vim.api.nvim_get_current_line()
    vim.cmd.startinsert({ bang = is_at_end })
  end
  return answer
end

return M
