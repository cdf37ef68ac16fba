-- Takes one token from a bucket, or gives one back, atomically.
-- KEYS[1] the bucket: a hash of t (tokens) and at (ms)
-- ARGV[1] capacity   ARGV[2] tokens per second   ARGV[3] 1 to take, -1 to give back
-- Answers {allowed 0|1, whole tokens left, ms until full, ms until the next token}
local capacity, rate, taken = tonumber(ARGV[1]), tonumber(ARGV[2]) / 1000, tonumber(ARGV[3])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local bucket = redis.call('HMGET', KEYS[1], 't', 'at')
local tokens = tonumber(bucket[1]) or capacity
local at = tonumber(bucket[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - at) * rate)
local allowed = 0
if tokens >= taken then
  tokens = math.min(capacity, tokens - taken)
  allowed = 1
end
redis.call('HSET', KEYS[1], 't', tostring(tokens), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - math.min(0, tokens)) / rate) + 1000)
local wait = 0
if tokens < 1 then wait = math.ceil((1 - tokens) / rate) end
return {allowed, math.max(0, math.floor(tokens)), math.ceil((capacity - tokens) / rate), wait}
