-- Takes the participants of a room whose flags changed since the last time.
-- KEYS[1] the room   KEYS[2] participants whose flags changed   KEYS[3] somebody is to tell of them
-- Answers {} for none, or {rev before, rev, of each: participant, "user session node joined", flags}.
redis.call('DEL', KEYS[3])
local changed = redis.call('SMEMBERS', KEYS[2])
redis.call('DEL', KEYS[2])
local since = redis.call('HGET', KEYS[1], 'rev')
if #changed == 0 or not since then return {} end
local clock = redis.call('TIME')
local rev = math.max(tonumber(since) + 1, clock[1] * 1000 + math.floor(clock[2] / 1000))
local answer = {since, string.format('%d', rev)}
for _, participant in ipairs(changed) do
  local seat = redis.call('HGET', KEYS[1], 'i:' .. participant)
  if seat then
    answer[#answer + 1] = participant
    answer[#answer + 1] = seat
    answer[#answer + 1] = redis.call('HGET', KEYS[1], 'f:' .. participant)
  end
end
redis.call('HSET', KEYS[1], 'rev', string.format('%d', rev))
return answer
