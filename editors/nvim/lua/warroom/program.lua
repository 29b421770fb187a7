--- Runs the program beside the server, for what it shows in a terminal.

local notify = require("warroom.notify")

local M = {}

---@param arguments string[]
---@param options { stdin?: string, width?: integer }
---@param on_output fun(output: string)
function M.run(arguments, options, on_output)
  local command = vim.list_extend({ require("warroom.config").get().binary }, arguments)
  local system_options = {
    stdin = options.stdin,
    text = true,
    env = {
      CLICOLOR_FORCE = "1",
      COLUMNS = options.width and tostring(options.width) or nil,
    },
  }
  local function on_exit(result)
    if result.code == 0 then
      on_output(result.stdout)
    else
      local said = require("warroom.ansi").read(result.stderr or "")[1] or "the program has failed"
      notify.warn((said:gsub("^warroom: ", "")))
    end
  end
  local ok, problem = pcall(vim.system, command, system_options, vim.schedule_wrap(on_exit))
  if not ok then
    notify.warn(("could not start `%s`: %s"):format(command[1], problem))
  end
end

return M
