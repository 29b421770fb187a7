--- What all incidents come to, as a page that the server writes.

local client_of = require("warroom.client")
local notify = require("warroom.notify")

local M = {}

---Shows the page in a browser; says where it is when there is none.
function M.show()
  client_of.run(client_of.any(), "warroom.report", vim.empty_dict(), function(answer)
    local _, problem = vim.ui.open(answer.uri)
    if problem then
      notify.warn(("the report is in %s; %s"):format(vim.uri_to_fname(answer.uri), problem))
    end
  end)
end

return M
