-- Says one node's word on many of its people again, so that it does not expire.
-- KEYS[1] the node's people: a set   KEYS[2] nodes, by when their words expire
-- KEYS[3] those of its people whom others have taken to bury
-- then the people, 200 at most: hashes of node -> "status until text"
-- ARGV[1] node   ARGV[2] life in ms   ARGV[3] life of the set in ms   then for each person: id, status and text
-- Answers the ids of those who had been given up, because the node was not heard of for too long
local clock = redis.call('TIME')
local till = clock[1] * 1000 + math.floor(clock[2] / 1000) + ARGV[2]
local forgotten = {}
for i = 1, #KEYS - 3 do
  local id, status, text = ARGV[3 * i + 1], ARGV[3 * i + 2], ARGV[3 * i + 3]
  redis.call('HSET', KEYS[i + 3], ARGV[1], status .. ' ' .. till .. ' ' .. text)
  redis.call('PEXPIRE', KEYS[i + 3], ARGV[3])
  redis.call('ZREM', KEYS[3], id)
  if redis.call('SADD', KEYS[1], id) == 1 then forgotten[#forgotten + 1] = id end
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], till, ARGV[1])
return forgotten
