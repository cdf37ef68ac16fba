-- Which nodes have not renewed their words.
-- KEYS[1] nodes, by when their words expire
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)
