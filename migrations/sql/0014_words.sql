-- Words of degree. They keep the code that they had, mostly that of unknown words, so that conditions and wishes are read
-- as before; their value is the degree, or, after =, a trait as a whole.

CREATE TEMPORARY TABLE degree_word (code text, value text, words text) ON COMMIT DROP;

INSERT INTO degree_word VALUES
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
    ('x', '=worn all day', 'no gaps|without gaps|complete data|no missing data|never took it off|wore it all day'),

    -- What only changes where it stands beside: tens, what is about so much, what says nothing.
    ('m', 'bedtime', 'get to bed|got to bed|getting to bed|make it to bed|made it to bed'),
    ('m', 'sleep', 'shuteye|shut eye|snoozed|slumber|rest overnight'), ('!', '', 'neither|nor'),
    ('m', 'bedtime', 'stayed up|staying up|stay up|still up'), ('m', 'moving', 'on my feet'),
    ('m', 'not worn', 'gap|gaps|data gap|data gaps|missing data|no data|데이터가빈|데이터빈|기록이빈'),
    ('m', 'still', 'at a desk|at my desk|at the desk|at her desk|at his desk|책상에서~|책상앞에~|책상에~'), ('m', 'not worn', '충전~'),
    ('m', 'nap', 'dozed off|dozed|dozing|nodded off|졸았~|졸던|졸고|깜빡졸~|깜빡졸았~|눈을붙~|눈붙~|쪽잠~|토막잠~'),
    ('x', '=few steps', 'did nothing|아무것도안~|아무것도하지~'), ('x', 'bad', '개판~|망한|망쳤~'),
    ('x', 'broken', 'broken|choppy|patchy|disturbed|interrupted'),
    ('x', 'good', 'straight through|right through|through|through the night|쭉|내리|통으로'),
    ('a', 'run', 'sprint|전력질주~|스프린트~'), ('p', 'night', '밤새|밤사이~'),
    ('&', '', 'followed by|later on'), ('x', 'range 1 2', 'once or twice|한두번~|한두차례~'),
    ('q', 'min 60', 'hour of'), ('q', 'min 30', 'half hour of'), ('p', 'morning', 'before lunch|점심전~|점심먹기전~'),
    ('p', 'afternoon', 'before dinner|late afternoon|늦은오후~|저녁전~'), ('p', 'evening', 'late in the day|저녁먹은뒤~|저녁먹은후~|퇴근뒤~'),
    ('m', 'still', 'at rest|while resting|doing nothing|for no reason|out of nowhere|이유없이|걷지도않~|움직이지도않~|안움직였~|쉬는데~'),
    ('m', 'moving', '쉬지도않고|안쉬고'), ('R', '', '오름|오르더니|올랐던'),
    ('m', 'not worn', '풀어둔|풀어두~|풀어놓~|풀어놨~|풀러~|뺀|뺐~|기록이없~|기록없는|데이터가없~|데이터없는|측정이안~|측정안된'),
    ('x', '=worn all day', '안벗은|안벗고|안뺀'), ('x', '=long not worn', '배터리~|방전~'),
    ('w', '1', 'mon|월욜'), ('w', '2', 'tue|tues|화욜'), ('w', '3', 'weds|수욜'), ('w', '4', 'thu|thurs|목욜'),
    ('w', '5', 'fri|금욜|불금'), ('w', '6', '토욜'), ('w', '7', '일욜'),
    ('a', 'swim', 'went for a dip|dip'), ('a', 'dancing', '춤춘|춤췄~'), ('a', 'swim', '수영간'), ('a', 'strength training', 'pt'), ('U', '', 'until|til|till'), ('o', '30', 'half'), ('q', 'min 60', 'hour long|an hour long'),
    ('m', 'wake', 'out of bed|arose'), ('x', '=short nap', 'power nap|power naps|catnap|cat nap'),
    ('x', '=restless sleep', 'every hour|up and down all night|up and down|시간마다|한시간마다|반복~'),
    ('x', 'decade', 's|대'), ('x', 'decade 40', 'forties'), ('x', 'decade 50', 'fifties'), ('x', 'decade 60', 'sixties'),
    ('x', 'decade 70', 'seventies'), ('x', 'decade 80', 'eighties'), ('x', 'decade 90', 'nineties'), ('x', 'mid', 'mid|middle'),
    ('x', 'third low', '초반~'), ('x', 'third mid', '중반~'), ('x', 'third high', '후반~'),
    ('A', '', 'or so|ish|or thereabouts|give or take|언저리|전후'), ('.', '', 'logged|tracked|any logged|먹고|먹은|하고나서'),
    (',', '', 'different|separate|distinct'), ('u', 'times 1', '가지|종류'), ('m', 'cadence', '분당'), ('g', '', '위로|넘겨서~|웃도~|웃돈'),
    ('f', '', '넘어서야|넘겨서|지나서야'), ('l', '', '밑으로|아래로|못미친'),
    ('R', '', 'shot up|shoots up|soared|surged|went up|치솟음'), ('m', 'still', 'no movement|without movement|without any movement|with no movement'),
    ('p', 'early', '아침먹기전~|아침식사전~|아침밥먹기전~'), ('p', 'evening', '퇴근하고~|퇴근후~|퇴근길~|저녁먹고~|저녁식사후~'),
    ('p', 'night', 'overnight'),
    ('a', 'strength training', 'pumped iron|pumping iron|lifted|lifts|bench press|deadlift|deadlifts|squats|dumbbells|barbell|kettlebells|'
                               '쇠질~|벤치프레스~|데드리프트~|스쿼트~'),
    ('a', 'swim', 'laps|did laps|in the pool|breaststroke|front crawl|접영~|평영~'),
    ('a', 'run', 'sprints|sprinted|sprinting|parkrun|went for a quick run|went for a long run'),
    ('a', 'bike', 'pedalled|pedaled|pedalling|pedaling'), ('a', 'spinning', 'peloton'), ('a', 'rowing', 'erg|ergometer|rowing erg'),
    ('a', 'yoga', 'vinyasa|ashtanga|sun salutations'), ('a', 'pilates', 'reformer'), ('a', 'dancing', 'salsa|ballet|ballroom|danced the night away'),
    ('a', 'golf', 'eighteen holes|nine holes'), ('a', 'hike', 'hit the trails|산탄|산을탄|산을탔~|산탔~'),
    ('a', 'snow sports', 'on the slopes|hit the slopes|slopes'), ('a', 'cardio', 'cardio|aerobic exercise|유산소~|유산소운동~'),
    ('a', 'workout', 'sweat session|홈트~'),

    ('~', 'little', '거의'),
    ('x', 'little', '별로~|적게|적은|제대로못'), ('x', 'little<', '적었~|적고|부족~|모자랐~'),
    ('x', 'much', '많이|많은|많았~|많고|자주|여러번|수없이|자꾸|잔뜩'),
    ('x', 'long', '오래|오래오래|길게|긴|장시간|몇시간~|한참'), ('x', 'short', '짧게|짧은|잠깐~'), ('x', 'long<', '길었~|길고'), ('x', 'short<', '짧았~|짧고'),
    ('D', 'high<', '높은|높게'), ('D', 'low<', '낮은|낮게'), ('x', 'high<', '높았~|높고|높던'), ('x', 'low<', '낮았~|낮고|낮던'),
    ('D', 'late', '늦게'), ('D', 'early', '일찍'), ('x', 'late', '늦은|늦었~'), ('x', 'early', '이른|빨리'),
    ('x', 'good', '잘|푹|깊이|편하게|편히|편안하게|충분히'), ('x', 'bad', '나쁜|나빴~|엉망~|최악~'),
    ('x', 'hard', '격한|격하게|격렬~|빡세~|빡센|힘든|힘들~|강도높은|고강도~|세게'),
    ('x', 'easy', '가볍게|가벼운|살살|천천히|느긋~|여유롭게'),
    ('x', '=restless sleep', '설친|설쳤~|설치~|뒤척이~|뒤척인|뒤척거~|뒤척였~'),
    ('x', '=short sleep', '불면~|밤샘~|밤샌|밤새운|날밤~|밤새웠~'), ('x', '=good sleep', '꿀잠~|단잠~'),
    ('x', '=late rise', '늦잠~'), ('x', '=early rise', '새벽같이|해뜨기전~|새벽형~'), ('x', '=late bedtime', '올빼미~'),
    ('x', '=few steps', '게으른|게으르~|게을~|빈둥~|뒹굴~|집콕~|누워만~|집에만~'), ('x', '=many steps', '활동적~|바쁘게|부지런~'),
    ('x', '=long still', '책상~|사무실~|의자~'),
    ('x', '=racing at rest', '두근~|벌렁~|쿵쾅~|불안~|긴장~|스트레스~'),
    ('x', '=no workout', '쉬는날|쉰날|휴식일~|쉬기만~'), ('x', '=long not worn', '공백~'),
    ('x', '=worn all day', '빠짐없이|빼먹지~|공백없이'), ('+', '', '이|이랑');

-- However the watch is called.
INSERT INTO degree_word
SELECT 'm', 'not worn', replace(replace(phrase, 'DEVICE', device), 'THE', article)
FROM string_to_table('without wearing THE DEVICE|not wearing THE DEVICE|wasn''t wearing THE DEVICE|took THE DEVICE off|'
    'took off THE DEVICE|DEVICE off|DEVICE not worn|didn''t wear THE DEVICE|without THE DEVICE|DEVICE on the charger|'
    'DEVICE was off|left THE DEVICE|forgot THE DEVICE|forgot to wear THE DEVICE', '|') phrase,
    unnest('{watch,device,tracker,band,fitbit,wearable,smartwatch,wristband,sensor}'::text[]) device,
    unnest('{the,my,his,her,their}'::text[]) article
GROUP BY 3;

DO $make$
DECLARE
    words jsonb;
BEGIN
    SELECT jsonb_object_agg(
        CASE q.code WHEN '+' THEN '+' ELSE '' END || rtrim(word, '~'),
        CASE q.code WHEN '+' THEN '.' ELSE q.code END || CASE WHEN word LIKE '_%~' THEN '~' ELSE ' ' END || q.value)
    INTO words FROM degree_word q, string_to_table(q.words, '|') word;
    EXECUTE format('CREATE OR REPLACE FUNCTION question_words() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::jsonb',
                   question_words() || words);
END
$make$;
