-- What is known of the lines from people.
-- KEYS[1] the room   ARGV the participants
-- Answers of each what is kept; "" for nothing.
local answer = {}
for i, participant in ipairs(ARGV) do answer[i] = redis.call('HGET', KEYS[1], 'q:' .. participant) or '' end
return answer
