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

CREATE TEMPORARY TABLE question_word (place serial, code text, value text, words text) ON COMMIT DROP;

INSERT INTO question_word (code, value, words) VALUES
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

-- Words of degree: their value is the degree, or, after =, a trait as a whole. Most keep the code of unknown words, so that
-- conditions and wishes are read without them.
INSERT INTO question_word (code, value, words) VALUES
    ('x', 'little', 'least|fewest|little|few|minimal|insufficient|lacking|scarce|scarcely|lack'),
    ('!', '', 'couldn''t|couldnt|could not|can''t|cannot|unable|isn''t|aren''t'),
    ('!', 'doubt little', 'hardly|hardly any|barely|barely any'),
    ('x', 'much', 'most|much|many|lots|lot|tons|ton|plenty|loads|heaps|often|frequent|frequently|numerous|repeatedly|constantly|'
                  'again and again|over and over'),
    ('x', 'enough', 'enough'), (',', 'yet', 'still|anyway|managed'),
    ('D', 'much', 'more'), ('D', 'little', 'less|fewer'), ('D', 'long', 'longer'), ('D', 'short', 'shorter'),
    ('D', 'high', 'higher'), ('D', 'low', 'lower'), ('x', 'late', 'later than usual|later than normal|latest'),
    ('x', 'early', 'earlier than usual|earlier than normal|earliest'), ('x', 'long', 'longest'), ('x', 'short', 'shortest'),
    ('s', 'max', 'highest|top|peak'), ('s', 'min', 'lowest'),
    (',', 'long', 'long'), ('x', 'long', 'lengthy|extended|prolonged|for hours|hours on end|for ages|marathon session'),
    ('x', 'short', 'short|brief|briefly|quick|quickly'),
    ('x', 'high', 'high|elevated|raised|fast'), ('x', 'low', 'low|slow'),
    ('x', 'late', 'late'), ('x', 'early', 'early'), (',', 'night', 'night|nights'),
    ('x', 'good', 'best|good|great|well|soundly|deeply|peaceful|peacefully|sound|solid|restful|refreshing|properly|perfect|'
                  'undisturbed|uninterrupted|fine|decent|okay|like a log|like a baby|like a rock|like a stone'),
    ('x', 'bad', 'bad|badly|poor|poorly|terrible|terribly|awful|rough|horrible|lousy|crap|crappy|shitty|worst|miserable'),
    ('x', 'hard', 'hardest|toughest|hard|intense|intensive|tough|vigorous|strenuous|brutal|hardcore|gruelling|grueling|high intensity|killer'),
    ('x', 'easy', 'easiest|easy|gentle|relaxed|leisurely|mellow|relaxing|low intensity|easygoing|chill'),
    ('x', '=restless sleep', 'restless|fitful|tossing|tossed|tossing and turning|tossed and turned|fragmented'),
    ('x', '=short sleep', 'sleepless|insomnia|insomniac|deprived|deprivation|all nighter|underslept'),
    ('x', '=late rise', 'overslept|oversleep|oversleeping|slept in|sleeping in|lie in|lay in'),
    ('x', '=early rise', 'crack of dawn|early bird|before sunrise|before dawn|before the birds'),
    ('x', '=late bedtime', 'night owl|up all night'),
    ('x', '=few steps', 'laziest|lazy|couch potato|lounging|lounged|idle|bedridden|stayed home|stayed in'),
    ('x', '=many steps', 'on the go|active|busy|busiest'),
    ('x', '=long still', 'desk|glued|chair|couch|sofa|desk job|desk bound|couch bound'),
    ('x', '=racing at rest', 'palpitations|pounding|racing|raced|anxiety|anxious|panic|panicky|stressed|stress'),
    ('x', '=high heart rate', 'maxed out|redlined|redlining|all out|flat out|maximum effort|max effort'),
    ('x', '=long not worn', 'forgot to wear|watch died|battery died|dead battery'),
    ('x', '=no workout', 'rest day|rest days|day off|recovery day'),
    ('x', '=worn all day', 'no gaps|without gaps|complete data|no missing data|never took it off|wore it all day');

-- What only changes where it stands beside, what is about so much, what says nothing; and what was met in questions since.
INSERT INTO question_word (code, value, words) VALUES
    ('m', 'bedtime', 'get to bed|got to bed|getting to bed|make it to bed|made it to bed'),
    ('m', 'sleep', 'shuteye|shut eye|snoozed|slumber|rest overnight'), ('!', '', 'neither|nor'),
    ('m', 'bedtime', 'stayed up|staying up|stay up|still up'), ('m', 'moving', 'on my feet'),
    ('m', 'not worn', 'gap|gaps|data gap|data gaps|missing data|no data'),
    ('m', 'still', 'at a desk|at my desk|at the desk|at her desk|at his desk'),
    ('m', 'nap', 'dozed off|dozed|dozing|nodded off'), ('x', '=few steps', 'did nothing'),
    ('x', 'broken', 'broken|choppy|patchy|disturbed|interrupted'),
    ('x', 'good', 'straight through|right through|through|through the night'), ('a', 'run', 'sprint'),
    ('&', '', 'followed by|later on'), ('x', 'range 1 2', 'once or twice'), ('q', 'min 60', 'hour of'),
    ('q', 'min 30', 'half hour of'), ('p', 'morning', 'before lunch'),
    ('p', 'afternoon', 'before dinner|late afternoon'), ('p', 'evening', 'late in the day'),
    ('m', 'still', 'at rest|while resting|doing nothing|for no reason|out of nowhere'), ('w', '1', 'mon'),
    ('w', '2', 'tue|tues'), ('w', '3', 'weds'), ('w', '4', 'thu|thurs'), ('w', '5', 'fri'),
    ('a', 'swim', 'went for a dip|dip'), ('a', 'strength training', 'pt'), ('U', '', 'until|til|till'),
    ('o', '30', 'half'), ('q', 'min 60', 'hour long|an hour long'), ('m', 'wake', 'out of bed|arose'),
    ('x', '=short nap', 'power nap|power naps|catnap|cat nap'),
    ('x', '=restless sleep', 'every hour|up and down all night|up and down'), ('x', 'decade', 's'),
    ('x', 'decade 40', 'forties'), ('x', 'decade 50', 'fifties'), ('x', 'decade 60', 'sixties'),
    ('x', 'decade 70', 'seventies'), ('x', 'decade 80', 'eighties'), ('x', 'decade 90', 'nineties'),
    ('x', 'mid', 'mid|middle'), ('A', '', 'or so|ish|or thereabouts|give or take'),
    ('.', '', 'logged|tracked|any logged'), (',', '', 'different|separate|distinct'),
    ('R', '', 'shot up|shoots up|soared|surged|went up'),
    ('m', 'still', 'no movement|without movement|without any movement|with no movement'), ('p', 'night', 'overnight'),
    ('a', 'strength training', 'pumped iron|pumping iron|lifted|lifts|bench press|deadlift|deadlifts|squats|'
                               'dumbbells|barbell|kettlebells'),
    ('a', 'swim', 'laps|did laps|in the pool|breaststroke|front crawl'),
    ('a', 'run', 'sprints|sprinted|sprinting|parkrun|went for a quick run|went for a long run'),
    ('a', 'bike', 'pedalled|pedaled|pedalling|pedaling'), ('a', 'spinning', 'peloton'),
    ('a', 'rowing', 'erg|ergometer|rowing erg'), ('a', 'yoga', 'vinyasa|ashtanga|sun salutations'),
    ('a', 'pilates', 'reformer'), ('a', 'dancing', 'salsa|ballet|ballroom|danced the night away'),
    ('a', 'golf', 'eighteen holes|nine holes'), ('a', 'hike', 'hit the trails'),
    ('a', 'snow sports', 'on the slopes|hit the slopes|slopes'), ('a', 'cardio', 'cardio|aerobic exercise'),
    ('a', 'workout', 'sweat session');

-- Beds, exceptions, order, comparisons with the usual.
INSERT INTO question_word (code, value, words) VALUES
    ('m', 'in bed', 'time in bed|spent in bed|lay in bed|lying in bed'),
    ('m', 'wake', 'awake for good|up for good|out of bed for good'), ('p', 'morning', 'mornings'), ('p', 'afternoon', 'afternoons'),
    ('p', 'night', 'nighttime'), ('m', 'not worn', 'came off|taken off|slipped off'),
    ('x', '=worn all day', 'never taken off|never off|never came off|never removed|wasn''t taken off'),
    ('x', '=no sleep', 'no sleep recorded|no recorded sleep|no sleep data|no sleep logged|no logged sleep|no sleep record|sleep not recorded|'
                       'without recorded sleep|no night recorded|without any sleep recorded'),
    ('u', 'bpm 1', 'beats'), ('!', 'but', 'other than|besides|except for|apart from|aside from|but not|excluding'),
    ('G', 'or', 'or later|↑'), ('L', 'or', 'or earlier|or sooner|↓'), ('.', 'only', 'just|only'),
    ('>', '', 'topped|surpassed'), ('>', 'long', 'longer than'), ('>', 'high', 'higher than'), ('>', 'much', 'more than'),
    ('<', 'short', 'shorter than'), ('<', 'little', 'less than|fewer than'), ('<', 'low', 'lower than'),
    ('m', 'moving', 'move|moves|stir'), ('&', 'then', 'then|and then|followed by|and later|later on'),
    ('&', 'while', 'although|even though|despite|while'), ('u', 'times 1', 'stretches|spells|periods'),
    ('m', 'still', 'sedentary stretch|sedentary stretches|sitting stretch|sitting stretches');

-- However the watch is called.
INSERT INTO question_word (code, value, words)
SELECT 'm', 'not worn', replace(replace(phrase, 'DEVICE', device), 'THE', article)
FROM string_to_table('without wearing THE DEVICE|not wearing THE DEVICE|wasn''t wearing THE DEVICE|took THE DEVICE off|'
    'took off THE DEVICE|DEVICE off|DEVICE not worn|didn''t wear THE DEVICE|without THE DEVICE|DEVICE on the charger|'
    'DEVICE was off|left THE DEVICE|forgot THE DEVICE|forgot to wear THE DEVICE', '|') phrase,
    unnest('{watch,device,tracker,band,fitbit,wearable,smartwatch,wristband,sensor}'::text[]) device,
    unnest('{the,my,his,her,their}'::text[]) article
GROUP BY 3;
