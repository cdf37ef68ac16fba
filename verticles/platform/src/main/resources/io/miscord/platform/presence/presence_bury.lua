-- Takes some of a dead node's people, and tells what others see of them with its words and without. Its words stay
-- until presence_buried.lua takes them back: whoever took people and then died, or never had this answer, told nobody,
-- and after a while they are taken again.
-- KEYS[1] the dead node's people: a set   KEYS[2] those of them that are taken: by when that ends
-- KEYS[3] nodes, by when their words expire
-- ARGV[1] the dead node   ARGV[2] how many at most   ARGV[3] for how many ms they are taken   ARGV[4] what stands
-- before a person's id in the key of their hash of node -> "status until text"   ARGV[5] life of the sets in ms
-- Answers {id, status before, text before, status after, text after} of each in turn, flat; nothing when all are taken
-- or gone. Before, the dead node's word counts though it may have expired: it is what people were told last. The rule
-- is presence.lua's.
local rank = {invisible = 4, dnd = 3, online = 2, idle = 1}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function seen(key, counts, without)
  local best, status, text = 0, 'offline', ''
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local its, till, said = string.match(all[i + 1], '^(%a+) (%d+) ?(.*)$')
    local holds = its and all[i] ~= without and (tonumber(till) >= now or all[i] == counts)
    if holds and (rank[its] or 0) > best then
      best, status, text = rank[its], its, said
    end
  end
  if status == 'invisible' then return 'offline', '' end
  return status, text
end
local most = tonumber(ARGV[2])
local ids = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, most)
if #ids < most then
  for _, id in ipairs(redis.call('SPOP', KEYS[1], most - #ids)) do ids[#ids + 1] = id end
end
local answer = {}
for i = 1, #ids do
  local key = ARGV[4] .. ids[i]
  local a = 5 * i - 4
  answer[a] = ids[i]
  answer[a + 1], answer[a + 2] = seen(key, ARGV[1], '')
  answer[a + 3], answer[a + 4] = seen(key, '', ARGV[1])
  redis.call('ZADD', KEYS[2], now + ARGV[3], ids[i])
end
if #ids > 0 then
  redis.call('PEXPIRE', KEYS[2], ARGV[5])
elseif redis.call('ZCARD', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return answer
