-- Takes a dead node's words on people back, and tells what others see of them before and after.
-- KEYS the people: hashes of node -> "status until text", 200 at most   ARGV[1] the dead node
-- Answers {status before, text before, status after, text after} of each in turn, flat. Before, the dead node's word
-- counts though it may have expired: it is what people were told last. The rule is presence.lua's.
local rank = {invisible = 4, dnd = 3, online = 2, idle = 1}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function seen(key, dead)
  local best, status, text = 0, 'offline', ''
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local its, till, said = string.match(all[i + 1], '^(%a+) (%d+) ?(.*)$')
    local counts = its and (tonumber(till) >= now or all[i] == dead)
    if counts and (rank[its] or 0) > best then
      best, status, text = rank[its], its, said
    end
  end
  if status == 'invisible' then return 'offline', '' end
  return status, text
end
local answer = {}
for i = 1, #KEYS do
  local a = 4 * i - 3
  answer[a], answer[a + 1] = seen(KEYS[i], ARGV[1])
  redis.call('HDEL', KEYS[i], ARGV[1])
  answer[a + 2], answer[a + 3] = seen(KEYS[i], '')
end
return answer
