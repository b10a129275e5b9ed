-- The English words that a question's grammar knows. A phrase has at most five words; the longest one is taken.
-- Codes:  n number   k multiplier   H and a half   q quantity   u unit
--         < { > } = ~  comparison before its number (less, at most, more, at least, exactly, about)
--         l L g G e A  the same behind it   W between   - to
--         t clock time   p part of the day   o minutes past   c o'clock
--         B before   F after   P past   Y by   @ at
--         m measure   s statistic   a activity   w weekdays
--         ! no (before)   ? no (behind)   ^ not (Korean: before a verb, or too few)   Z never once   V always   R rise
--         X a word that puts its clause in doubt   D makes a difference of the number before it
--         & and   | or   O of   i with   . and , say nothing by themselves

CREATE TEMPORARY TABLE question_word (code text, value text, words text) ON COMMIT DROP;

INSERT INTO question_word VALUES
    ('n', '0', 'zero'), ('n', '1', 'one'), ('n', '2', 'two'), ('n', '3', 'three'), ('n', '4', 'four'),
    ('n', '5', 'five'),
    ('n', '6', 'six'), ('n', '7', 'seven'), ('n', '8', 'eight'), ('n', '9', 'nine'), ('n', '10', 'ten'),
    ('n', '11', 'eleven'), ('n', '12', 'twelve'), ('n', '13', 'thirteen'), ('n', '14', 'fourteen'),
    ('n', '15', 'fifteen'), ('n', '16', 'sixteen'), ('n', '17', 'seventeen'), ('n', '18', 'eighteen'),
    ('n', '19', 'nineteen'), ('n', '20', 'twenty'), ('n', '30', 'thirty'), ('n', '40', 'forty'), ('n', '50', 'fifty'),
    ('n', '60', 'sixty'), ('n', '70', 'seventy'), ('n', '80', 'eighty'), ('n', '90', 'ninety'),
    ('k', '1000', 'thousand|k'), ('k', '100', 'hundred'),
    ('H', '', 'and a half|½'),
    ('q', 'min 30', 'half an hour|half hour|a half hour'), ('q', 'min 15', 'a quarter of an hour|quarter of an hour'),
    ('q', 'min 45', 'three quarters of an hour'), ('q', 'min 60', 'an hour|a full hour'),
    ('q', 'min 90', 'an hour and a half'), ('q', 'times 1', 'once'), ('q', 'times 2', 'twice'),
    ('u', 'min 60', 'hours|hour|hrs|hr|h'), ('u', 'min 1', 'minutes|minute|mins|min'),
    ('u', 'tight 1', 'm'),  -- minutes behind hours; by itself it may be metres
    ('u', 'bpm 1', 'bpm|beats per minute|beats a minute'), ('u', 'steps 1', 'steps|step'),
    ('u', 'steps/min 1', 'steps per minute|steps a minute|spm'),
    ('u', 'km 1', 'km|kilometers|kilometres|kilometer|kilometre|k m|kms'),
    ('u', 'km 1.609344', 'miles|mile|mi'), ('u', 'kcal 1', 'kcal|kcals|calories|cals|cal|kilocalories'),
    ('u', 'times 1', 'times|time'), ('u', '% 1', 'percent|per cent|%'), ('u', '°C 1', 'degrees|degrees celsius|°c'),
    ('u', '/min 1', 'breaths per minute|breaths a minute|breaths'), ('u', 'ms 1', 'ms|milliseconds'),

    ('<', '', 'less than|fewer than|under|below|shorter than|lower than|smaller than|short of|not even|<'),
    ('{', '', 'at most|up to|no more than|not more than|no longer than|not longer than|no higher than|not over|'
              'not exceeding|≤|<='),
    ('>', '', 'more than|over|above|longer than|greater than|higher than|exceeding|exceeded|beyond|faster than|'
              'in excess of|>'),
    ('}', '', 'at least|no less than|not less than|no fewer than|not under|not below|upwards of|reached|hit|≥|>='),
    ('=', '', 'exactly|precisely|='),
    ('~', '', 'about|around|roughly|approximately|approx|circa|some|nearly|almost|close to|~|≈'),
    ('G', 'or', 'or more|or longer|or higher|or above|and up|plus|+'),
    ('L', 'or', 'or less|or fewer|or below|or lower|or shorter|tops'),
    ('W', '', 'between|from|anywhere from|anywhere between'), ('-', '', 'to|–|-|—'),

    ('t', '720', 'noon|midday'), ('t', '0', 'midnight'), ('c', '', 'o''clock|oclock|o’clock'),
    ('p', 'am', 'am|a m|a.m.|a.m'), ('p', 'pm', 'pm|p m|p.m.|p.m'),
    ('p', 'morning', 'in the morning|this morning|morning'),
    ('p', 'afternoon', 'in the afternoon|afternoon|after lunch'),
    ('p', 'evening', 'in the evening|evening|evenings|after work|after dinner'),
    ('p', 'night', 'at night|late at night|late night|in the night'),
    ('p', 'midday', 'at lunchtime|lunchtime|lunch break|around noon|at midday|at noon'),
    ('p', 'early', 'early in the morning|early morning|before work|before breakfast|at dawn'),
    ('o', '30', 'half past'), ('o', '15', 'quarter past|a quarter past'), ('o', '-15', 'quarter to|a quarter to'),
    ('B', '', 'before|earlier than|sooner than|prior to|ahead of'), ('F', '', 'after|later than|since'),
    ('P', '', 'past'),
    ('Y', '', 'by|no later than|not later than|at the latest by'), ('@', '', 'at'),

    ('m', 'sleep', 'sleep|slept|asleep|sleeping|sleeps'),
    ('m', 'nap', 'nap|naps|napped|napping|siesta|took a nap|a nap'),
    ('m', 'bedtime', 'bedtime|went to bed|go to bed|going to bed|gone to bed|in bed|to bed|fell asleep|fall asleep|'
              'falling asleep|turned in|went to sleep|go to sleep|lights out'),
    ('m', 'wake', 'woke up|wake up|woke|waking up|wakes up|woken up|waking|got up|get up|getting up|wake up time|'
              'wake time|awake'),
    ('m', 'up', 'up|was up'), ('m', 'awakenings', 'awakenings|awakening|wake ups|wakeups|times awake|interruptions'),
    ('m', 'heart rate', 'heart rate|heartrate|pulse|hr|heart|heart rates'),
    ('m', 'resting heart rate', 'resting heart rate|resting pulse|resting hr|rhr|resting heartrate|resting rate|'
              'heart rate at rest|pulse at rest'),
    ('m', 'sleep heart rate', 'sleeping heart rate|sleep heart rate|heart rate during sleep|heart rate while asleep|'
              'heart rate while sleeping|heart rate asleep|pulse during sleep|pulse while asleep|night heart rate'),
    ('m', 'steps', 'step count|daily steps|total steps|number of steps'), ('m', 'distance', 'distance|covered'),
    ('m', 'calories', 'burned|burnt|burn|energy|calorie burn|calories burned'),
    ('m', 'still', 'sat|sitting|sedentary|seated|sat still|sitting still|sat down|inactive|without moving|'
              'not moving|didn''t move|without getting up|sit'),
    ('m', 'moving', 'moved|moving|on the move|without stopping|non stop|nonstop|without a break|continuous movement|'
              'in one go|bout|bout of movement|active stretch'),
    ('m', 'cadence', 'cadence|step rate|pace'),
    ('m', 'not worn', 'not worn|watch not worn|watch was not worn|watch wasn''t worn|watch off|off the wrist|'
              'took the watch off|watch was off|wasn''t worn|didn''t wear the watch|didn''t wear my watch|'
              'not wearing the watch|without the watch|non wear|watch on the charger|device off|off wrist|'
              'took off the watch|took off my watch|took my watch off|tracker off|without wearing the watch'),
    ('m', 'worn', 'worn|wore the watch|wore my watch|wear time|wore it|wearing the watch'),
    ('m', 'coverage', 'coverage|data coverage'),
    ('m', 'SpO2', 'spo2|spo|blood oxygen|oxygen saturation|oxygen'),
    ('m', 'breathing rate', 'breathing rate|respiratory rate|respiration|breathing'),
    ('m', 'skin temperature', 'skin temperature|skin temp'), ('m', 'HRV', 'hrv|rmssd|heart rate variability'),
    ('s', 'mean', 'average|mean|avg|averaged|averaging|on average'),
    ('s', 'max', 'maximum|max|peak|highest|top|peaked'),
    ('s', 'min', 'minimum|min.|lowest'), ('s', 'total', 'total|in total|altogether|overall'),
    ('R', '', 'rise|jump|climb|spike|increase|rises|spikes|rose|climbed|jumped'),
    ('R', 'by', 'rose by|climbed by|jumped by|rise of|jump of|increase of|increased by|went up by|spike of|rise by|'
              'climb of'),
    ('V', '', 'all day|stayed|always|remained|kept|the whole day|all night'),

    ('!', '', 'no|without|without any|without a|not|didn''t|did not|never|haven''t|hadn''t|wasn''t|don''t|didnt|'
              'wasnt|not a|no logged|without a logged|without logged|not any|not once|skipped'),
    ('!', 'doubt', 'hardly|hardly any|barely|barely any|rather than|instead of|except|unless|nor|neither'),
    ('|', '', 'or|either|/|or more than|or less than|or fewer than|or longer than|or at least|or at most'),
    ('&', 'while', 'while'), ('&', 'comma', ','),
    ('&', '', 'and|but|and also|yet|then|;|as well as|although|though|on which|during which|&|.|!|?'),
    ('i', '', 'with|having|whose|in which|with a|with an|at a|at an'), ('O', '', 'of|worth of'),
    ('w', '1', 'monday|mondays'), ('w', '2', 'tuesday|tuesdays'), ('w', '3', 'wednesday|wednesdays'),
    ('w', '4', 'thursday|thursdays'), ('w', '5', 'friday|fridays'), ('w', '6', 'saturday|saturdays'),
    ('w', '7', 'sunday|sundays'),
    ('w', '67', 'weekend|weekends'),
    ('w', '12345', 'weekday|weekdays|working day|working days|workday|workdays|week day|week days'),

    ('a', 'walk', 'walk|walks|a walk|went for a walk|took a walk|went walking|walking session|stroll|strolled|'
              'walked the dog'),
    ('a', 'walked', 'walked|walking'),
    ('a', 'run', 'run|ran|running|runs|jog|jogged|jogging|jogs|treadmill|went running|went for a run|went for a jog'),
    ('a', 'bike', 'bike|biked|biking|bike ride|bike rides|bicycle|cycling|cycled|cycle|rode my bike|rode a bike|'
              'went cycling|ride|rode'),
    ('a', 'outdoor bike', 'outdoor bike|outdoor ride|road cycling'),
    ('a', 'spinning', 'spinning|spin class|spinning class|indoor cycling|exercise bike|stationary bike'),
    ('a', 'swim', 'swim|swam|swimming|swims|swimming session|went swimming|went for a swim'),
    ('a', 'hike', 'hike|hiked|hiking|hikes|went hiking|trek|trekking'),
    ('a', 'elliptical', 'elliptical|cross trainer'),
    ('a', 'strength training', 'strength training|strength workout|weights|weightlifting|lifted weights|'
              'lifting weights|weight training|lifting|resistance training'),
    ('a', 'yoga', 'yoga|yoga class|yoga session'), ('a', 'pilates', 'pilates|pilates class|pilates session'),
    ('a', 'tennis', 'tennis|played tennis|tennis match|playing tennis'),
    ('a', 'rowing', 'rowing|rowed|rowing machine|kayaking|kayak'),
    ('a', 'golf', 'golf|played golf|round of golf|golfing'), ('a', 'skiing', 'skiing|skied|ski'),
    ('a', 'snowboarding', 'snowboarding|snowboarded|snowboard'),
    ('a', 'dancing', 'dancing|danced|dance class|dance|dancing session'),
    ('a', 'climbing', 'climbing|bouldering|climbing session|climbing wall'),
    ('a', 'stair climber', 'stair climber|stairmaster|stair machine|stepmill'), ('a', 'crossfit', 'crossfit|hiit'),
    ('a', 'aerobics', 'aerobics|aerobics class|zumba'), ('a', 'martial arts', 'martial arts'),
    ('a', 'basketball', 'basketball'),
    ('a', 'soccer', 'soccer|football|played soccer|played football'), ('a', 'badminton', 'badminton'),
    ('a', 'skating', 'skating|skated|ice skating'),
    ('a', 'gym', 'gym|at the gym|gym session|went to the gym|hit the gym'),
    ('a', 'workout', 'workout|workouts|exercise|exercised|exercising|worked out|working out|training|trained|'
              'training session|sport|sports|work out|training sessions'),
    ('a', 'activity', 'activity|activities|logged activity|logged activities'),

    -- Function words are cut off the ends of what is left; of a rest of light words alone nothing is left.
    ('x', '', 'on foot'),
    ('X', '', 'usual|usually|yesterday|than|as many as|as much as|as many|twice as|first|last|within|ago|in a row|'
              'consecutive|deep|rem|light|'
              'score|efficiency|goal|week|weekly|month|monthly|year|years|minus|if|age|aged|old|until|til'),
    ('D', '', 'later|earlier|longer|shorter|higher|lower|more|less|fewer|faster|slower|sooner|ahead'),
    ('.', '', 'a|the|an|i|i''m|i''d|my|me|was|were|is|had|have|has|got|on|in|for|which|that|who|show|find|list|day|'
              'days|did|do|'
              'does|ever|only|just|this|it|its|his|her|their|they|he|she|you|we|went|took|show me|find me|give me|'
              'been|be|'
              'any|where|what|how|during|per|as|so|there|person|someone|the wearer|date|dates|search for|look for|'
              'looking for|please|can|could|would|all|did i|go|goes|gone|lasting|lasted|also|both|too|those|these|'
              'each|every|when|done|doing|started|starting|began|beginning|recorded|reading|count|give|at all'),
    (',', '', 'night|nights|long|session|sessions|last night|class|time of day|awake for|times in a day|still|even');
