-- What many people wished for last.
-- KEYS their wishes: "status text", 200 at most
-- Answers the status of each in turn; "" for who never wished.
local answer = {}
for i = 1, #KEYS do
  answer[i] = string.match(redis.call('GET', KEYS[i]) or '', '^(%a+)') or ''
end
return answer
