-- Keeps what is known of the line from somebody, if nobody else did meanwhile.
-- KEYS[1] the room   ARGV[1] participant   ARGV[2] what was kept, "" for nothing   ARGV[3] what is to be kept
-- Answers "1" if it is kept.
if redis.call('HEXISTS', KEYS[1], 'i:' .. ARGV[1]) == 0 then return '0' end
if (redis.call('HGET', KEYS[1], 'q:' .. ARGV[1]) or '') ~= ARGV[2] then return '0' end
redis.call('HSET', KEYS[1], 'q:' .. ARGV[1], ARGV[3])
return '1'
