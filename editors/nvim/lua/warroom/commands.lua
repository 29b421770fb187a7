--- `:Warroom` and its sub-commands.

local client_of = require("warroom.client")
local notify = require("warroom.notify")

local M = {}

---What a sub-command is told.
---@class (private) warroom.Call
---@field buffer integer
---@field argument string? The words behind the name.
---@field arguments vim.api.keyset.create_user_command.command_args

---@class (private) warroom.SubCommand
---@field about string
---@field run fun(call: warroom.Call)
---@field complete? fun(typed: string): string[]

---A sub-command that opens what the server makes of this document.
---@param about string
---@param command string
---@param name? string How the server calls the argument, if there is one.
---@param choices? string[] What the argument may be.
---@return warroom.SubCommand
local function draft(about, command, name, choices)
  local function run(call)
    local more = name and { [name] = call.argument } or {}
    require("warroom.draft").from_document(call.buffer, command, more, call.arguments.smods)
  end
  return {
    about = about,
    run = run,
    complete = choices and function()
      return choices
    end,
  }
end

---Asks for the argument of a sub-command when it was not typed.
---@param call warroom.Call
---@param prompt string
---@param on_answer fun(answer: string)
local function with_argument(call, prompt, on_answer)
  if call.argument then
    return on_answer(call.argument)
  end
  vim.ui.input({ prompt = prompt }, function(typed)
    if typed and typed ~= "" then
      on_answer(typed)
    end
  end)
end

---The lines that a sub-command was given, or else that of the cursor.
---@param call warroom.Call
---@param encoding "utf-8"|"utf-16"|"utf-32"
---@return lsp.Range
local function lines_of(call, encoding)
  local first, last = call.arguments.line1, call.arguments.line2
  local text = vim.api.nvim_buf_get_lines(call.buffer, last - 1, last, true)[1]
  local start, stop = { first, 0 }, { last, math.max(0, #text - 1) }
  return vim.lsp.util.make_given_range_params(start, stop, call.buffer, encoding).range
end

---Time zones by their names on this machine.
---@param typed string
---@return string[]
local function zones(typed)
  local root = "/usr/share/zoneinfo/"
  local paths = vim.fn.glob(root .. typed .. "*", false, true)
  local names = vim.tbl_map(function(path)
    return path:sub(#root + 1) .. (vim.fn.isdirectory(path) == 1 and "/" or "")
  end, paths)
  return vim.list_extend({ "UTC" }, names)
end

---@type table<string, warroom.SubCommand>
local all = {
  actions = {
    about = "Go to an open action item of any document",
    run = function()
      require("warroom.pick").actions()
    end,
  },
  comms = {
    about = "Write to executives, customers or support about this incident",
    complete = function()
      return { "customer", "executive", "support" }
    end,
    run = function(call)
      local function open(to)
        local arguments = call.arguments
        require("warroom.draft").from_document(
          call.buffer,
          "warroom.comms",
          { to = to },
          arguments.smods
        )
      end
      if call.argument then
        return open(call.argument)
      end
      vim.ui.select({ "customer", "executive", "support" }, { prompt = "Write to" }, function(to)
        if to then
          open(to)
        end
      end)
    end,
  },
  convert = {
    about = "Convert all times to another zone",
    complete = zones,
    run = function(call)
      with_argument(call, "Zone: ", function(zone)
        local otherwise = ("nothing to convert to %s"):format(zone)
        client_of.edit(call.buffer, "warroom.convertZone", { zone = zone }, otherwise)
      end)
    end,
  },
  declare = draft("Declare this incident", "warroom.declare"),
  escalate = draft("Escalate this incident", "warroom.escalate"),
  event = {
    about = "Insert an event that happens now",
    run = function(call)
      local client = client_of.of(call.buffer)
      local more = client and { position = client_of.position(client) } or {}
      client_of.type_next()
      client_of.edit(call.buffer, "warroom.insertEvent", more, "no place for an event here")
    end,
  },
  explain = {
    about = "Explain the rule that has found something here",
    complete = function()
      return require("warroom.explain").rules(0)
    end,
    run = function(call)
      require("warroom.explain").open(call.buffer, call.argument)
    end,
  },
  fix = {
    about = "Make all fixes that keep the meaning",
    run = function(call)
      client_of.edit(call.buffer, "warroom.applySafeFixes", {}, "nothing to fix safely")
    end,
  },
  import = {
    about = "Write a copied conversation into the timeline",
    complete = function(typed)
      return require("warroom.import").complete(typed)
    end,
    run = function(call)
      local arguments = call.arguments
      if call.argument or arguments.range == 0 then
        return require("warroom.import").from(call.buffer, call.argument)
      end
      require("warroom.import").from_lines(call.buffer, arguments.line1, arguments.line2)
    end,
  },
  incidents = {
    about = "Go to an incident of any document",
    run = function()
      require("warroom.pick").incidents()
    end,
  },
  log = {
    about = "Write down what happened, with the time",
    run = function(call)
      with_argument(call, "What happened: ", function(text)
        client_of.edit(call.buffer, "warroom.log", { text = text }, "no place for an entry here")
      end)
    end,
  },
  new = {
    about = "Make a new document from a template",
    complete = function()
      return require("warroom.draft").names()
    end,
    run = function(call)
      require("warroom.draft").new(call.argument, call.arguments.smods)
    end,
  },
  postmortem = draft("Begin the post-mortem of this incident", "warroom.postmortem", "profile"),
  report = {
    about = "Show what all incidents come to, in a browser",
    run = function()
      require("warroom.report").show()
    end,
  },
  resolve = draft("Write that this incident is resolved", "warroom.resolve"),
  severity = {
    about = "Find the severity by a few questions",
    run = function(call)
      require("warroom.severity").assign(call.buffer)
    end,
  },
  shift = {
    about = "Shift the times of these lines by minutes",
    run = function(call)
      local client = client_of.of(call.buffer)
      local lines = lines_of(call, client and client.offset_encoding or "utf-8")
      with_argument(call, "Minutes, such as 10 or -5: ", function(typed)
        local minutes = tonumber(typed)
        if not minutes then
          return notify.info(("`%s` is no number of minutes"):format(typed))
        end
        local more = { range = lines, minutes = minutes }
        client_of.edit(call.buffer, "warroom.shiftEntries", more, "no entries in these lines")
      end)
    end,
  },
  sort = {
    about = "Sort the timeline around the cursor",
    run = function(call)
      local client = client_of.of(call.buffer)
      local more = client and { position = client_of.position(client) } or {}
      client_of.edit(call.buffer, "warroom.sortTimeline", more, "the timeline is in order")
    end,
  },
  status = {
    about = "Say how this incident stands",
    run = function(call)
      client_of.run_on(call.buffer, "warroom.status", {}, function(status)
        local words = require("warroom.status").words(status)
        notify.info(words ~= "" and words or "this document says nothing of an incident")
      end)
    end,
  },
  statuspage = draft(
    "Write the text for the status page",
    "warroom.statuspage",
    "phase",
    { "investigating", "identified", "monitoring", "resolved" }
  ),
  timeline = {
    about = "Show the timeline",
    run = function(call)
      require("warroom.timeline").open(call.buffer)
    end,
  },
  update = draft("Write the next update", "warroom.update"),
}

---@return string[]
local function names()
  local sorted = vim.tbl_keys(all)
  table.sort(sorted)
  return sorted
end

---@param call warroom.Call
local function choose(call)
  local options = {
    prompt = "warroom",
    format_item = function(name)
      return ("%-10s  %s"):format(name, all[name].about)
    end,
  }
  vim.ui.select(names(), options, function(name)
    if name then
      all[name].run(call)
    end
  end)
end

---Runs `:Warroom`.
---@param arguments vim.api.keyset.create_user_command.command_args
function M.run(arguments)
  local name, rest = arguments.args:match("^(%S*)%s*(.-)%s*$")
  local call = {
    buffer = vim.api.nvim_get_current_buf(),
    argument = rest ~= "" and rest or nil,
    arguments = arguments,
  }
  if name == "" then
    choose(call)
  elseif all[name] then
    all[name].run(call)
  else
    notify.warn(("there is no `%s`; there are %s"):format(name, table.concat(names(), ", ")))
  end
end

---Completes `:Warroom`.
---@param typed string The word at the cursor.
---@param line string The whole command line.
---@return string[]
function M.complete(typed, line)
  local name = line:match("Warroom!?%s+(%S+)%s")
  local sub_command = name and all[name]
  local offered = {}
  if not name then
    offered = names()
  elseif sub_command and sub_command.complete then
    offered = sub_command.complete(typed)
  end
  return vim.tbl_filter(function(word)
    return vim.startswith(word, typed)
  end, offered)
end

return M
