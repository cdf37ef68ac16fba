-- Takes a dead node's words on people back, whom presence_bury.lua gave out and who have been told of since. Who is not
-- taken any more has been heard of by that node again, and stays.
-- KEYS[1] those of the dead node's people that are taken   then the people, 200 at most: hashes of node -> word
-- ARGV[1] the dead node   then the people's ids
-- Answers {status, text} of each in turn, flat: what others see of them now. Who came to another node meanwhile told
-- nobody, for the dead node's word still counted. The rule is presence.lua's.
local rank = {invisible = 4, dnd = 3, online = 2, idle = 1}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function seen(key)
  local best, status, text = 0, 'offline', ''
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local its, till, said = string.match(all[i + 1], '^(%a+) (%d+) ?(.*)$')
    if its and tonumber(till) >= now and (rank[its] or 0) > best then
      best, status, text = rank[its], its, said
    end
  end
  if status == 'invisible' then return 'offline', '' end
  return status, text
end
local answer = {}
for i = 2, #KEYS do
  if redis.call('ZREM', KEYS[1], ARGV[i]) == 1 then redis.call('HDEL', KEYS[i], ARGV[1]) end
  answer[2 * i - 3], answer[2 * i - 2] = seen(KEYS[i])
end
return answer
