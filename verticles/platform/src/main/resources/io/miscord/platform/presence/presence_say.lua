-- Says one node's word on many people again, or takes it back, without telling what that changes.
-- KEYS the people: hashes of node -> "status until text", 200 at most
-- ARGV[1] node   ARGV[2] life in ms   then for each person: status, or "" to remove, and text
local clock = redis.call('TIME')
local till = clock[1] * 1000 + math.floor(clock[2] / 1000) + ARGV[2]
for i = 1, #KEYS do
  local status, text = ARGV[2 * i + 1], ARGV[2 * i + 2]
  if status == '' then
    redis.call('HDEL', KEYS[i], ARGV[1])
  else
    redis.call('HSET', KEYS[i], ARGV[1], status .. ' ' .. till .. ' ' .. text)
    redis.call('PEXPIRE', KEYS[i], ARGV[2])
  end
end
return #KEYS
