--- Lists to pick from, all through `vim.ui.select`.

local client_of = require("warroom.client")
local notify = require("warroom.notify")

local M = {}

---@class (private) warroom.List
---@field prompt string
---@field empty string What is said when there is nothing to pick.
---@field words fun(item: any): string

---Goes to the item that is picked.
---@param client vim.lsp.Client?
---@param items any[]?
---@param list warroom.List
local function go_to_one(client, items, list)
  if type(items) ~= "table" or #items == 0 then
    notify.info(list.empty)
    return
  end
  vim.ui.select(items, { prompt = list.prompt, format_item = list.words }, function(item)
    if item and client then
      vim.lsp.util.show_document(item.location, client.offset_encoding, { focus = true })
    end
  end)
end

---A value that the server left open is no value.
local function said(value)
  return value ~= nil and value ~= vim.NIL and value ~= ""
end

---@param parts any[]
---@return string
local function joined(parts)
  return table.concat(vim.tbl_filter(said, parts), " · ")
end

---The open action items of all documents.
function M.actions()
  local client = client_of.any()
  client_of.run(client, "warroom.showActions", vim.empty_dict(), function(items)
    go_to_one(client, items, {
      prompt = "Open action items",
      empty = "no open action items in these folders",
      words = function(item)
        local due = said(item.due) and (item.isOverdue and "overdue " or "due ") .. item.due
          or "no day"
        local owner = said(item.owner) and item.owner or "nobody"
        return joined({ due, owner, item.action, item.document })
      end,
    })
  end)
end

---The incidents of all documents.
function M.incidents()
  local client = client_of.any()
  client_of.run(client, "warroom.showIncidents", vim.empty_dict(), function(items)
    go_to_one(client, items, {
      prompt = "Incidents",
      empty = "no incidents in these folders",
      words = function(item)
        return joined({
          item.isOpen == true and "running" or "",
          item.severity,
          item.date,
          item.name,
        })
      end,
    })
  end)
end

return M
