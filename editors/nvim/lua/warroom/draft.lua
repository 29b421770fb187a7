--- New documents: from templates, and from what stands in another document.

local client_of = require("warroom.client")
local notify = require("warroom.notify")

local M = {}

---What the server writes.
---@class (private) warroom.Draft
---@field text string
---@field fileName string
---@field unfilled? string[] The names of the fields that are left to be filled in.

---@class (private) warroom.Field
---@field name string
---@field label string
---@field choices? string[]
---@field default? string
---@field required boolean

---@class (private) warroom.Template
---@field name string
---@field title string
---@field about string
---@field fields warroom.Field[]

---A path at which there is no file and no buffer yet.
---@param folder string
---@param name string
---@return string
local function free_path(folder, name)
  local stem, ending = name:match("^(.*)(%.[^.]*)$")
  stem, ending = stem or name, ending or ""
  local path, number = vim.fs.joinpath(folder, name), 1
  while vim.uv.fs_stat(path) or vim.fn.bufexists(path) == 1 do
    number = number + 1
    path = vim.fs.joinpath(folder, ("%s-%d%s"):format(stem, number, ending))
  end
  return path
end

---@param buffer integer
local function is_pristine(buffer)
  return vim.api.nvim_buf_get_name(buffer) == ""
    and not vim.bo[buffer].modified
    and vim.bo[buffer].buftype == ""
end

---Opens a draft in a buffer of its own; it is not written.
---@param draft warroom.Draft
---@param folder string
---@param modifiers table Where the window goes, as in |nvim_cmd()|.
function M.open(draft, folder, modifiers)
  local command = is_pristine(0) and "buffer" or "sbuffer"
  local buffer = vim.api.nvim_create_buf(true, false)
  vim.api.nvim_buf_set_name(buffer, free_path(folder, draft.fileName))
  local lines = vim.split((draft.text:gsub("\n$", "")), "\n", { plain = true })
  vim.api.nvim_buf_set_lines(buffer, 0, -1, true, lines)
  vim.cmd({ cmd = command, args = { tostring(buffer) }, mods = modifiers })
  vim.bo[buffer].filetype = "markdown"
  vim.fn.search([[{{.\{-}}}]], "cw")
  if draft.unfilled and #draft.unfilled > 0 then
    notify.info("still to fill in: " .. table.concat(draft.unfilled, ", "))
  end
end

---The folder of a document, or else the working directory.
---@param buffer integer
---@return string
local function folder_of(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  return path ~= "" and vim.fs.dirname(path) or vim.fn.getcwd()
end

---Opens what the server makes of a document.
---@param buffer integer
---@param command string
---@param more table
---@param modifiers table
function M.from_document(buffer, command, more, modifiers)
  client_of.run_on(buffer, command, more, function(draft)
    M.open(draft, folder_of(buffer), modifiers)
  end)
end

---@param field warroom.Field
---@param on_answer fun(answer: string?)
local function ask(field, on_answer)
  if field.choices and #field.choices > 0 then
    vim.ui.select(field.choices, { prompt = field.label }, on_answer)
  else
    vim.ui.input({ prompt = field.label .. ": ", default = field.default }, on_answer)
  end
end

---Asks for the fields that a template cannot do without, one after the other.
---An empty answer leaves a field blank; none at all leaves all the rest blank,
---so that nobody has to answer to the end.
---@param fields warroom.Field[]
---@param index integer
---@param answers table<string, string>
---@param on_all fun(answers: table<string, string>)
local function ask_all(fields, index, answers, on_all)
  local field = fields[index]
  if not field then
    return on_all(answers)
  end
  if not field.required then
    return ask_all(fields, index + 1, answers, on_all)
  end
  ask(field, function(answer)
    if not answer then
      return on_all(answers)
    end
    if answer ~= "" then
      answers[field.name] = answer
    end
    ask_all(fields, index + 1, answers, on_all)
  end)
end

---@param templates warroom.Template[]
---@param name string?
---@param on_choice fun(template: warroom.Template)
local function choose(templates, name, on_choice)
  for _, template in ipairs(templates) do
    if template.name == name then
      return on_choice(template)
    end
  end
  if name then
    notify.info(("there is no template `%s`; pick one"):format(name))
  end
  local options = {
    prompt = "New document",
    format_item = function(template)
      return ("%s · %s"):format(template.title, template.about)
    end,
  }
  vim.ui.select(templates, options, function(template)
    if template then
      on_choice(template)
    end
  end)
end

---Makes a document from a template.
---@param name string? The name of the template; without one it is asked for.
---@param modifiers table
function M.new(name, modifiers)
  local client = client_of.any()
  local folder = folder_of(0)
  local place = { uri = vim.uri_from_fname(vim.fs.joinpath(folder, "new.md")) }
  client_of.run(client, "warroom.templates", place, function(templates)
    choose(templates, name, function(template)
      ask_all(template.fields or {}, 1, vim.empty_dict(), function(answers)
        local wanted = { template = template.name, fields = answers }
        wanted.folder = vim.uri_from_fname(folder)
        client_of.run(client, "warroom.new", wanted, function(draft)
          M.open(draft, folder, modifiers)
        end)
      end)
    end)
  end)
end

---The names of all templates, for completion.
---@return string[]
function M.names()
  local client = client_of.any()
  if not client or not client_of.knows(client, "warroom.templates") then
    return {}
  end
  local params = { command = "warroom.templates", arguments = { vim.empty_dict() } }
  local answer = client:request_sync("workspace/executeCommand", params, 500)
  return vim.tbl_map(function(template)
    return template.name
  end, answer and answer.result or {})
end

return M
