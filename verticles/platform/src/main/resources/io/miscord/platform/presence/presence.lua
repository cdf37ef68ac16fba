-- Sets or removes one node's word on a person, and tells what others see of them before and after.
-- KEYS[1] the person: a hash of node -> "status until text"
-- KEYS[2] what the person wished for last: "status text"; it outlives their sockets
-- KEYS[3] the node's people: a set   KEYS[4] nodes, by when their words expire
-- KEYS[5] those of the node's people whom others have taken to bury
-- ARGV[1] node   ARGV[2] status, "" to remove, "?" for what was wished for last, or else online   ARGV[3] life in ms
-- ARGV[4] text   ARGV[5] for how many ms the wish is remembered; "" when it is none   ARGV[6] the person's id
-- ARGV[7] life of the sets in ms
-- Answers {status before, text before, status after, text after, status said, text said}; "offline" when nobody says
-- otherwise. A wish wins over merely being there, the strongest first: invisible, dnd, online, idle. So nobody who
-- hides on one device is betrayed by another.
local rank = {invisible = 4, dnd = 3, online = 2, idle = 1}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function seen()
  local best, status, text = 0, 'offline', ''
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    local its, till, said = string.match(all[i + 1], '^(%a+) (%d+) ?(.*)$')
    if its and tonumber(till) >= now and (rank[its] or 0) > best then
      best, status, text = rank[its], its, said
    end
  end
  if status == 'invisible' then return 'offline', '' end
  return status, text
end
local before, textBefore = seen()
redis.call('ZREM', KEYS[5], ARGV[6])
local says, text = ARGV[2], ARGV[4]
if says == '?' then
  says, text = string.match(redis.call('GET', KEYS[2]) or '', '^(%a+) ?(.*)$')
  if rank[says or ''] == nil then says, text = 'online', '' end
end
if says == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
  redis.call('SREM', KEYS[3], ARGV[6])
else
  redis.call('HSET', KEYS[1], ARGV[1], says .. ' ' .. (now + ARGV[3]) .. ' ' .. text)
  redis.call('PEXPIRE', KEYS[1], ARGV[7])
  redis.call('SADD', KEYS[3], ARGV[6])
  redis.call('PEXPIRE', KEYS[3], ARGV[7])
  redis.call('ZADD', KEYS[4], now + ARGV[3], ARGV[1])
end
if ARGV[5] ~= '' then redis.call('SET', KEYS[2], says .. ' ' .. text, 'PX', ARGV[5]) end
local after, textAfter = seen()
return {before, textBefore, after, textAfter, says, text}
