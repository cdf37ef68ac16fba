-- Seats whose lease is over, the first ones first.
-- KEYS[1] leases   ARGV[1] how many at most
-- Answers "channel participant" of each.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%d', now), 'LIMIT', 0, ARGV[1])
