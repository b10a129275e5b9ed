"""How people refer to the twenty activities, mostly without naming them: English."""


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.strip().splitlines())


WAYS: dict[str, tuple[str, ...]] = {
    "walk": _lines("""
        an easy stroll with the dog
        strolling around the block
        ambling through the park
        a wander round the neighbourhood
        pacing up and down the corridor
        took the dog out
        taking the pup out for his lap
        pushing the stroller around the lake
        pushing the pram through town
        went to the shops on foot
        going to work on foot
        a saunter along the promenade
        sauntering down the high street
        an after-dinner stroll
        a lunchtime leg stretch
        stretching my legs after lunch
        getting my ten thousand steps in
        hitting my step goal outdoors
        a brisk turn around the block
        a constitutional before breakfast
        my morning constitutional
        window shopping for an hour on foot
        wandering the old town
        exploring the city on foot
        a pavement loop at easy pace
        pounding pavements at shopping pace
        mall laps with grandma
        doing laps of the mall
        a leisurely amble by the river
        rambling along the canal towpath
        a seaside promenade
        a boardwalk stroll
        strolling barefoot along the beach
        padding along the sand at low tide
        one foot in front of the other
        steps around the office campus
        pacing during a phone call
        a pacing phone meeting
        a one-on-one stroll with a colleague
        legged it home from the station
        hoofing it to the office
        hoofed it across town
        on foot to the bus stop
        got off two stops early
        an errand run on foot
        carrying groceries home on foot
        doing the school run on foot
        dropping the kids off on foot
        a gentle pedestrian outing
        power steps with swinging arms
        striding round the reservoir path
        striding briskly with arms pumping
        Nordic poles on the park path
        race-style heel and toe practice
        heel-to-toe competition with locked knees
        a sightseeing tour on foot
        a museum shuffle for three hours
        a slow shuffle after surgery
        shuffling round the ward
        tottering behind a toddler
        a meander through the gardens
        meandering around the market
        a mosey down the lane
        moseying over to the cafe
        a traipse round the shops
        traipsed all over downtown
        trudging home in the rain
        plodding home from the pub
        a perambulation of the square
        a promenade after Sunday lunch
        a sunset stroll hand in hand
        strolling with my partner at dusk
        a digestive turn after dinner
        steps to settle a big meal
        fresh air around the estate
        a quick breath of air outside
        a wee dander down the road
        a passeggiata through the piazza
        roaming the streets for an hour
        roaming the botanical garden
        a mindful barefoot wander
        counting steps with a pedometer
        a charity step challenge
        one easy lap of the pond
        circling the duck pond slowly
        following the dog from tree to tree
        leash in hand round the block
        the evening round with the Labrador
        the usual round with Rover
        a commute on shoe leather
        shanks's pony to the village
        tramping to the post office
        did my steps
        got my steps in
        a flat two miles at chatting speed
        three kilometres at strolling speed
        ambled along the seafront
        strolled to the library and back
        a guided ghost tour around town
        a zoo day on my feet
    """),
    "run": _lines("""
        circling the park at conversation pace in trainers
        a steady jog before breakfast
        jogging along the river
        jogged five kilometres
        a slow jog around the lake
        a tempo ten kilometre
        tempo miles on the road
        a threshold effort on the track
        four hundred metre repeats
        eight by four hundred on the oval
        track intervals in spikes
        Yasso 800s
        a hill-repeat session in trainers
        hill sprints behind the school
        strides on the grass
        six strides after the easy miles
        a fartlek through the woods
        fartlek with lamp posts
        parkrun on Saturday morning
        parkrun personal best
        a 5k personal best
        a ten-k race downtown
        a half marathon
        training for the marathon
        a marathon block long effort
        the Sunday long slow distance
        eighteen slow miles before the taper
        the last twenty miler
        an ultra through the night
        a fifty-miler with aid stations
        hitting the wall at mile twenty
        an easy recovery five miler
        easy zone two miles in trainers
        shakeout miles before race day
        a shakeout jog at the hotel
        couch to 5k week three
        C25K day one
        sprinting down the straight
        hundred metre dashes
        a sprint session on the track
        flying thirties on tartan
        warming up with A-skips
        high-knee and butt-kick drills for form
        cross-country in mud and spikes
        a muddy cross-country race
        a trail jog through the forest
        singletrack on foot at race pace
        fell race up and down
        lacing up my Pegasus
        new carbon plate shoes test
        breaking in my Vaporflys
        Hokas on for ten easy miles
        a Strava segment on foot at full gas
        chasing a sub-twenty 5k
        going under four hours at London
        Boston qualifier attempt
        negative splits over ten miles
        progression miles finishing fast
        a fast finish long one
        mile repeats at 10k pace
        kilometre repeats with jog rest
        two-mile time trial on the track
        Cooper test twelve minutes
        a relay leg with the baton
        Hash House Harriers trail
        harriers club night
        club night at the athletics track
        pounding the pavement at 5:30 per k
        five minute kilometres along the canal
        nine-minute miles by the sea
        cadence one-eighty on the road
        midfoot strike practice
        pacing a friend at the 10k
        pacer for the 1:45 group
        a jogging buggy outing
        jogging with the dog on a harness
        canicross with the husky
        stitch in my side at mile two
        runner's high along the beach
        sprints on the beach sand
        a turkey trot on Thanksgiving
        a colour dash charity 5k
        the corporate challenge 5k
        a bib and a chip time
        a new PB over 10k
        a jog home with a backpack
        jogged to work with a backpack
        evening miles with the club
        early miles in the dark with headtorch
        easy miles with Garmin
        ten laps of the athletics oval
        twenty-five laps on the track
        steeplechase practice
        barefoot strides on the infield
        a plyo and strides track night
        a brick jog off the bike
        legs like jelly off T2
        a beer mile
        a jog around the block
        a trot around the common
        a lung-busting mile
    """),
    "outdoor_bike": _lines("""
        a road ride to the coast
        a century ride with the club
        a gran fondo in the hills
        a sportive of eighty miles
        cycling to the office
        pedalling along the canal
        pedalled to work in traffic
        a gravel ride on forest roads
        gravel grinding all afternoon
        mountain biking on singletrack
        shredding singletrack on the hardtail
        downhill laps at the bike park
        an enduro day on the full suspension
        a café ride with the club
        the Sunday chaingang
        a fast chaingang through the lanes
        drafting in the peloton
        taking pulls in the paceline
        a criterium race
        crit racing on Thursday night
        a ten-mile time trial on aero bars
        time trial on tri bars
        climbing Alpe d'Huez on two wheels
        a mountain pass on the road bike
        a col in the small ring
        grinding up in the granny gear
        descending hairpins on the drops
        a cyclocross race in mud
        cross race with barriers and run-ups
        bikepacking through Scotland
        a loaded tour with panniers
        touring with panniers and tent
        a bike commute in rain
        a commute on the fixie
        the fixed gear through town
        a Brompton across London
        a cargo bike trip with the kids
        kids in the bike trailer
        tandem outing on the rail trail
        a rail trail ride with family
        a Boris bike across town
        city bike share to the station
        an e-bike loop over the hills
        an e-MTB loop
        cruising on the beach cruiser
        BMX laps at the pump track
        jumps on the BMX track
        velodrome laps on the track bike
        track night at the velodrome
        a brevet of two hundred kilometres
        an audax through the night
        a randonneuring brevet
        a KOM attempt on the local climb
        Strava KOM on two wheels
        got dropped on the hill by the bunch
        sat in the bunch all ride
        a puncture and a headwind
        headwind all the way home
        spare tube and CO2 used twice
        forty kilometres on the Canyon
        my Specialized around the lake
        a loop on the Trek
        took the Bianchi out
        out on the Cervélo
        clipped in for the Tuesday loop
        bib shorts and chamois cream
        lycra and a coffee stop
        riding in the bike lane
        riding along the seawall
        rode to the next town and back
        a ride around the reservoir
        a Han river bike path ride
        cycling holiday in Mallorca
        Sa Calobra in the sun
        stage of a charity ride
        London to Brighton in the saddle
        the Étape
        Paris-Roubaix cobbles challenge
        cobbles rattling my handlebars
        a delivery shift on the bicycle
        bike courier shift
        pedalling to school with the kids
        the school run by bicycle
        a tri bike leg outdoors
        ninety kilometres on the Ironman course
        big ring along the flats
        out of the saddle up the lane
        sprinting for town signs
        a town sign sprint with mates
        freewheeling down the valley
        coasting down the long descent
        a fat bike on the snow trail
        a recumbent trip down the greenway
        two wheels through the countryside
        an hour on my push bike
        push bike to the shops
        a bicycle outing along the dyke
        dyke path by Dutch bike
        night ride with bike lights
    """),
    "spinning": _lines("""
        an indoor cycling class
        a Peloton ride with Cody
        forty-five minutes on the Peloton
        a power zone class on the Peloton
        a SoulCycle class
        tap-backs in the dark studio
        candlelit studio ride
        RPM class at Les Mills
        Les Mills RPM
        a Zwift race in the garage
        Zwift laps of Watopia
        up Alpe du Zwift
        a TrainerRoad workout
        sweet spot on the turbo
        turbo trainer in the shed
        an hour on the turbo
        the smart trainer with ERG mode
        ERG mode at two hundred watts
        an FTP test on the Wattbike
        a ramp test indoors
        Wattbike intervals
        stationary bike at the gym
        gym bike for thirty minutes
        the exercise bike while watching TV
        pedalling in front of Netflix
        recumbent exercise bike at physio
        upright bike in the cardio room
        a studio ride with an instructor
        cycle studio at lunchtime
        class bike number twelve
        turning the resistance knob up
        one more turn of the red knob
        cranking the flywheel
        heavy flywheel, loud music
        a flywheel class
        Flywheel studio with torqboard
        rhythm ride to pop songs
        a beat-based cycle class
        hovering over the saddle to the beat
        jumps and climbs in the cycle studio
        standing climb with resistance eight
        seated climb, resistance up
        third position out of the saddle in class
        hands in position two
        hand position three on a class bike
        disco lights and fan, pedals going nowhere
        pedalling nowhere fast
        going nowhere on two pedals
        sweat towel over the handlebars
        a puddle under the trainer
        rollers in the living room
        riding the rollers indoors
        a Schwinn studio bike
        a Keiser M3
        the Keiser bike
        the Stages studio bike
        a Bowflex bike programme
        Echelon bike class
        NordicTrack studio bike
        JRNY on the home bike
        the home bike with app
        a Sufferfest video
        a Rouvy course on the trainer
        a Wahoo Kickr session
        a Kickr workout in the basement
        Tacx Neo in the garage
        magnetic trainer in winter
        rainy day, bike on the stand
        road bike clamped in the trainer
        bike trainer in the basement
        an indoor watts session
        climbing the leaderboard in class
        leaderboard chase with high fives
        instructor shouted add a gear
        coach yelled more resistance
        a Tabata ride in the studio
        intervals on the studio bike
        low impact ride on the screen
        a Robin Arzón ride
        a Kendall metal ride
        a Psycle class
        a 1Rebel ride class
        CycleBar class
        a Spinervals DVD
        a spin class
        a spin session at the gym
        spin bike before work
        spin at six in the morning
        virtual cycle class on the big screen
        The Trip immersive cycle class
        a virtual peloton indoors
        warm-up on the stationary bike
        cadence hundred on the stationary bike
        ninety rpm with the fan on
        a static bike workout
        static bike and podcasts
        the assault on the virtual mountain in the garage
        watopia tempo group
        clip-in shoes for class
    """),
    "swim": _lines("""
        did twenty lengths
        forty lengths before work
        sixty-four lengths, a pool mile
        a mile in the pool
        two kilometres of freestyle
        front crawl drills
        front crawl with a pull buoy
        pull buoy and paddles set
        kickboard lengths
        a kick set with fins
        breaststroke lengths
        slow breaststroke with head up
        backstroke under the flags
        butterfly sets
        fifty fly, arms dead
        individual medley repeats
        a 200 IM
        ten by hundred off 1:45
        hundreds on the two minutes
        fifties sprint off the block
        diving off the starting blocks
        tumble turns practice
        flip turns at the wall
        underwater dolphin kicks
        bilateral breathing practice
        catch-up drill in lane four
        fingertip drag drill
        sculling drill in the shallow end
        lane four at the leisure centre
        public lane session
        the slow lane at the lido
        lido lengths at dawn
        a masters session
        masters squad at the pool
        an open-water mile
        across the lake in a wetsuit
        wetsuit on, round the buoys
        sighting buoys in the bay
        a sea dip off the pier
        a cold dip in the sea
        a cold-water dip in January
        a bathe in the river
        wild dip in the tarn
        a dip in the ocean
        splashing in the pool with kids
        doggy paddle with the toddler
        baby splash class at the pool
        laps at the Y
        laps in the fifty-metre pool
        Olympic pool laps
        short-course yards
        3000 yards of free
        an endless pool session
        treading water
        aqua jogging with a float belt
        pool lengths after physio
        goggles fogged the whole mile
        new goggles and silicone cap
        chlorine hair all day
        pruney fingers after an hour
        water up my nose
        smelled of chlorine all morning
        a Channel relay training leg
        crossing the strait in trunks
        an Ironman 3.8k in the lake
        triathlon first leg in the lake
        an aquathlon first leg
        a swimathon for charity
        lifesaving practice at the pool
        water polo training
        synchro practice in the pool
        artistic figures in the deep end
        snorkelling over the reef
        floating and gliding in the pool
        laps in my Speedos
        a Speedo and goggles hour
        pushed off the wall forty times
        streamline off the wall
        hypoxic set, breathing every seven
        breathe every three strokes
        pyramid set in the water
        400 free time trial
        CSS test in the pool
        critical pace set with tempo trainer
        SwimRun water section
        pull set with snorkel
        front snorkel technique work
        high elbow catch practice
        two-beat kick practice
        freestyle intervals
        fifteen hundred free
        hotel pool laps on holiday
        the pool at the hotel before breakfast
        body surfing in the waves
        ocean laps between the flags
        Bondi Icebergs laps
        Hampstead ponds dip
        a skinny dip in the lake
        winter bathing with the bluetits
        ice hole dip in Finland
        crawl along the shore
    """),
    "hike": _lines("""
        crampon approach march
        a summit push before dawn
        bagging a Munro
        a Munro in the mist
        a fourteener in Colorado
        a peak above the tree line
        trekking to base camp
        a trek in Nepal
        the Annapurna circuit
        the Inca Trail to Machu Picchu
        a week on the Appalachian Trail
        a section of the PCT
        thru-trail section with full pack
        thru-trail miles to the next shelter
        backpacking with a tent
        a backcountry overnight with packs
        rucksack and boots in the hills
        hut to hut in the Dolomites
        hut to hut around Mont Blanc
        Tour du Mont Blanc stage
        an alpine hut approach
        up to the mountain hut
        hillwalking in the Lakes
        fellwalking over Helvellyn
        a Wainwright in the rain
        a ridge route in the Cairngorms
        Striding Edge
        a scramble up Tryfan
        Crib Goch in good weather
        up Snowdon by the Pyg track
        Ben Nevis by the tourist path
        the Three Peaks challenge
        Yorkshire Three Peaks
        Half Dome cables
        Angels Landing chains
        down into the Grand Canyon
        rim to rim in the canyon
        a canyon trail in Zion
        switchbacks to the pass
        endless switchbacks through pines
        a trail to the waterfall
        the waterfall trail with kids
        a forest trail with trekking poles
        trekking poles on steep scree
        scree slope all the way down
        boulder field to the summit cairn
        reached the summit cairn
        a trig point picnic
        view from the summit at sunrise
        sunrise from the peak
        Kilimanjaro day five
        Mount Fuji by night
        Hallasan in the snow
        Bukhansan ridge
        Seoraksan at autumn peak
        a via normale to the peak
        glacier crossing roped together
        snowshoeing up the valley
        snowshoes to the lookout
        a rambling club day in the hills
        a bog-trotting day on the moor
        across the moor with map and compass
        map and compass over the fells
        Duke of Edinburgh expedition
        scouts' mountain day
        a bushwhack through the valley
        tramping the Milford Track
        a tramp in Fiordland
        bushwalking in the Blue Mountains
        a bush track in Tasmania
        volcano crater trail
        up the volcano before sunrise
        a thousand metres of ascent on foot
        twelve hundred metres of vert with poles
        elevation gain and blisters
        blisters from new mountain boots
        broke in my hiking boots
        gaiters on through the bog
        hydration pack and trail mix
        trail mix at the lookout
        following cairns above the clouds
        following red and white blazes
        waymarked trail to the gorge
        gorge trail over hanging bridges
        Samaria Gorge
        Camino stage to the albergue
        stage of the pilgrim way with pack
        a coastal path with rucksack
        the South West Coast Path
        Pennine Way day three
        West Highland Way to Kinlochleven
        GR20 in Corsica
        Laugavegur in Iceland
        peak bagging in the Adirondacks
        an Adirondack high peak
        the Presidential traverse
        a ridge traverse with heavy pack
        national park trail loop
        trailhead to lake and back
        trailhead parking at five
        alpine lake and back
        alpine meadow wander with poles
        a day in the mountains on foot
        descending the mountain with sore knees
        wilderness route with a bear canister
    """),
    "elliptical": _lines("""
        the cross-trainer at the gym
        thirty minutes on the cross trainer
        cross-trainer, level ten
        crosstrainer before weights
        gliding on the machine with moving handles
        moving handles and gliding pedals
        foot pads and swinging arm levers
        pushing and pulling the long handles
        push-pull arms, feet never leave pedals
        feet on the oval pedals
        oval strides in the cardio room
        oval strides at resistance twelve
        backwards strides on the pedal glider
        reverse stride on the machine
        pedalling in reverse, standing, with arm levers
        standing glide machine at the gym
        a Precor AMT session
        AMT for half an hour
        the Precor EFX
        an EFX with ramp at fifteen
        crossramp at twelve
        crossramp intervals
        an Octane machine
        the Octane LateralX
        a LateralX session
        the Octane Zero Runner
        the Life Fitness cross-trainer
        Life Fitness Arc Trainer
        the Cybex Arc Trainer
        arc trainer intervals
        the Matrix Ascent trainer
        the ascent trainer for twenty minutes
        Technogym Synchro
        Synchro machine at Technogym
        Technogym Vario
        the Vario at my gym
        a Bowflex Max Trainer
        Max Trainer fourteen-minute interval
        a NordicTrack FreeStride
        FreeStride glide at home
        ProForm Hybrid glider
        a Sole E35
        Sole E95 in the basement
        a Schwinn 470 workout
        Nautilus E618 in the den
        a Kettler cross trainer at home
        Horizon Andes at home
        the Gazelle glider
        Tony Little's Gazelle
        the air glider from the infomercial
        an under-desk glider
        a Cubii under the desk
        Cubii while working
        ElliptiGO machine indoors
        zero impact striding machine
        low-impact strides with arm handles
        joint-friendly machine with arm poles
        no-impact glide for bad knees
        gliding like Nordic skis at the gym
        stationary striding with handlebars moving
        striding in place on floating pedals
        floating footplates at the gym
        footplates going round and round
        suspended pedals and poles
        an egg-shaped stride
        longer stride length on the machine
        stride length set to twenty-two inches
        strides per minute at one-forty
        SPM one-fifty with arms
        hundred and forty strides a minute
        ramp incline on the glider
        incline and resistance on the glider
        glide intervals with no hands
        hands off the moving handles
        holding the moving grips
        heart rate grips on the moving arms
        gym glider while reading
        a glider session with a magazine
        smooth gliding cardio machine
        that machine with ski-like arms
        the one with pedals and poles
        the gym's full-body glide machine
        cardio on the x-trainer
        x-trainer hill program
        hill programme on the cross trainer
        fat burn programme on the x-trainer
        cross trainer during rehab
        glide rehab for my stress fracture
        runner's rehab on the oval machine
        a warm-up on the cross-trainer
        cool down on the cross-trainer
        cross-trainer at the hotel gym
        the hotel gym glider
        standing pedals, both arms pumping levers
        swinging levers, feet looping
        feet looping in ellipses
        feet tracing ovals
        two-handle glide with resistance up
        quick glide before dinner in the garage
        garage glider with TV
        front-drive glider
        rear-drive glider in the spare room
        centre-drive cross trainer
    """),
    "strength_training": _lines("""
        doing lunges with a barbell
        heavy squats in the rack
        five by five squats
        StrongLifts 5x5
        Starting Strength day A
        a push day
        pull day at the gym
        leg day
        never skip leg day
        chest and triceps
        back and biceps
        shoulders and arms
        arm day
        a push pull legs split
        an upper-lower split
        upper body with dumbbells
        lower body with machines
        bench press at eighty kilos
        benched a hundred kilos
        incline dumbbell press
        dumbbell flyes on the bench
        deadlifted double bodyweight
        a deadlift PR
        Romanian deadlifts
        sumo pulls from the floor
        overhead press sets
        military press and lateral raises
        lateral raises until they burned
        bicep curls in the mirror
        preacher curls
        skull crushers
        tricep pushdowns on the cable
        cable crossovers
        lat pulldowns
        seated cable pulls
        bent-over barbell pulls
        T-bar and face pulls
        leg press at two hundred kilos
        leg extensions and hamstring curls
        calf raises on the Smith machine
        Smith machine squats
        hip thrusts with a barbell
        glute day with hip thrusts
        Bulgarian split squats with dumbbells
        goblet squats with a kettlebell
        Turkish get-ups
        lifting weights at the gym
        pumping iron
        throwing iron around
        hitting the weights
        free weights at home
        weights room for an hour
        under the bar
        chalk, belt and heavy singles
        lifting belt and wrist wraps
        heavy triples
        working up to a heavy single
        one-rep max test
        a powerlifting meet
        powerlifting prep
        bodybuilding prep
        hypertrophy block, twelve reps
        four sets of twelve
        three sets of eight
        drop sets to failure
        supersets for arms
        progressive overload week
        a Wendler 5/3/1 session
        531 squat day
        German volume routine
        Smolov week two
        deload week with light plates
        spotting my mate on bench
        got stuck under the bar
        racked the plates
        two plates a side
        loading plates on the bar
        resistance bands at home
        band pull-aparts and presses
        TRX suspension workout
        calisthenics with a weighted vest
        pull-ups with added weight
        weighted dips
        chin-up progression
        push-ups and dips at the park bars
        a muscle building session
        the pump was unreal
        a gym bro session
        swole session
        gains day
        hypertrophy machines circuit
        Nautilus machines circuit
        selectorised machines at the gym
        BodyPump
        Les Mills BodyPump with barbell
        body sculpt with dumbbells
        atlas stones and yoke
        strongman training
        loaded carries and sled
        grip work with a hand gripper
        Olympic lifting platform work
        kettlebell presses
        forearm and neck work with plates
        core with ab wheel and plates
    """),
    "yoga": _lines("""
        sun salutations at dawn
        ten rounds of surya namaskar
        a vinyasa flow
        slow flow by candlelight
        power flow at the studio
        a yin class
        yin with bolsters
        ashtanga primary series
        Mysore practice at six
        half primary with my teacher
        hatha at the community hall
        Iyengar with blocks and straps
        kundalini with breath of fire
        a Bikram class
        hot room, twenty-six postures
        the 26 and 2
        a hot flow at forty degrees
        jivamukti class
        restorative class with blankets
        nidra before bed
        down dog and child's pose
        downward dog practice
        warrior one and two
        holding warrior three
        triangle and half moon
        pigeon pose on both sides
        crow pose finally
        fell out of crow
        headstand against the wall
        sirsasana for five minutes
        shoulder stand and plough
        wheel pose backbends
        bridge into wheel
        cobra and upward dog
        chaturanga after chaturanga
        cat-cow in the morning
        tree pose balancing
        eagle arms and tree
        lotus sitting and chanting
        chanting om at the end
        om and namaste
        savasana at the end
        dozed off in savasana
        corpse pose for ten minutes
        pranayama and asanas
        ujjayi breathing practice
        alternate nostril breathing
        asana practice at home
        asana hour with my guru
        Yoga With Adriene video
        Adriene's thirty days
        thirty days with Adriene
        Down Dog app flow
        a Manduka mat and blocks
        rolled out my mat for a flow
        on the mat with incense
        incense and singing bowls
        ashram morning practice
        a Rishikesh retreat
        a retreat in Bali with two flows
        goat class on the farm
        acro on the beach with a base
        aerial hammock inversions
        prenatal flow
        postnatal mat with baby and om
        chair asanas for seniors
        sunrise flow on the beach
        moon salutations
        a chandra namaskar evening
        sun A and sun B
        hip openers and heart openers
        heart-opening backbends
        chakra-balancing class
        forward folds and twists on the mat
        seated twist and forward fold
        happy baby at the end
        dancing warrior sequence
        reverse warrior to extended side angle
        utkatasana held for ages
        chair pose held forever
        dolphin pose into forearm stand
        pincha against the wall
        handstand workshop with my guru
        a Rodney Yee video
        Sivananda class
        Anusara alignment class
        a CorePower sculpt flow
        CorePower C2
        bhakti and kirtan class
        lizard and half splits
        hanumanasana progress
        firefly pose attempt
        camel pose made me emotional
        peaceful practice with drishti
        drishti and bandhas
        mula bandha work
        inversions practice
        a yogi hour at dawn
        SUP board flow on the lake
        set an intention, flowed
        legs up the wall with bolster
        puppy pose and sphinx
    """),
    "pilates": _lines("""
        the reformer at the studio
        a reformer class
        footwork on the carriage
        springs on two reds and a blue
        one red spring, jumpboard
        jumpboard on the reformer
        Cadillac session
        trapeze table work
        the Wunda chair
        Wunda chair pumping
        ladder barrel stretches
        spine corrector arcs
        tower class
        the hundred
        hundreds with legs in tabletop
        pumping arms for the hundred
        roll-ups on the mat, spine by vertebra
        articulating the spine
        imprinting the spine
        neutral spine and ribcage breathing
        lateral ribcage breathing
        the teaser
        teaser prep with bent knees
        single leg circles
        rolling like a ball
        single leg stretch, double leg stretch
        the series of five
        series of five on the mat
        scissors and criss-cross from Joseph's series
        open leg rocker
        the corkscrew
        the saw
        spine stretch forward
        swan dive and rocking
        swan on the long box
        long box pulling straps
        pulling straps on the reformer
        short box series
        short spine massage
        long stretch series on the carriage
        elephant on the reformer
        knee stretches on the carriage
        feet in straps
        feet-in-straps frogs and circles
        frogs in straps
        side kick series on the mat
        side-lying leg series
        clam shells with magic circle
        the magic circle
        squeezing the magic circle
        squeezing the ring between my knees
        a powerhouse session
        engaging the powerhouse
        scooping my abs
        navel to spine
        pelvic floor activation class
        pelvic curls
        pelvic tilts and tabletop legs
        transverse abdominis work with the physio
        clinical mat class with the physio
        Joseph's contrology
        contrology class
        Romana's classical mat
        a Stott class
        a Balanced Body reformer
        a BASI class
        Club reformer class
        a Lagree megaformer class
        megaformer and shaking legs
        Solidcore
        my [solidcore] class
        sculpture on the megaformer
        Blogilates video
        a Blogilates ab video
        Move With Nicole video
        Nicole's mat workout
        Lottie Murphy mat class
        wall workout with feet on wall, core
        mat class with tiny leg pulses
        small pulses with the soft ball
        soft ball behind the sacrum
        grip socks and springs
        grip socks on the carriage
        core control on the sliding carriage
        sliding carriage, shaking abs
        the carriage and the footbar
        footbar lunges
        mermaid on the carriage
        mermaid stretch with footbar
        snake and twist
        control balance
        leg pull front and back
        shoulder bridge with leg kicks
        swimming on the mat, face down
        seal at the end of mat class
        boomerang
        hip circles in V-sit
        semi-circle on the reformer
        eve's lunge
        Eve's lunge on the carriage
        tendon stretch on the footbar
        deep core mat class for posture
        prenatal reformer
        postnatal core with springs
        tabletop toe taps
        toe taps with a ribcage breath
        dead bug with exhaled core, ring
        stomach massage series
    """),
    "tennis": _lines("""
        two sets on clay
        three sets with my neighbour
        best of three at the club
        lost in a third-set tiebreak
        a super tiebreak to ten
        won six-four, six-three
        bagelled six-love
        a double fault on match point
        serve and volley practice
        a bucket of serves
        practising my second serve
        kick serve practice
        forehands down the line
        crosscourt forehands with my coach
        backhand slices
        one-handed backhand drills
        topspin forehands
        two-handed backhand feeding drills
        baseline rallies
        rallying from the baseline
        volleys at the net and overheads
        overheads and drop shots
        lob and passing shot practice
        a ball machine on hard court
        hitting against the ball machine, racket in hand
        hitting against the wall with a racket
        hitting with the pro
        a hitting partner session
        mixed doubles on grass
        doubles with the ladies' team
        doubles on the hard court
        club ladder match
        league night on the courts
        USTA league match
        a 4.0 league match
        a Wimbledon fortnight hit
        like Nadal on red clay
        playing like Federer on grass
        a Grand Slam dream on court three
        deuce, advantage, deuce again
        advantage out at deuce
        deuce court returns
        ad court returns
        returning serve for an hour
        return games and break points
        saved three break points
        broke serve twice
        held serve all set
        an ace up the T
        aces out wide
        split step and footwork on court
        Babolat in my bag
        my new Wilson Blade
        a Head Radical restring
        restrung my racket, then two sets
        new balls, please
        a can of Penns and my racket
        yellow felt balls all over
        red clay on my socks
        clay socks and sliding
        indoor court booking with racket
        court booking under the lights, two sets
        cardio class with rackets and feeds
        LTA club night
        Davis Cup style doubles
        juniors' coaching with red balls
        a racket lesson on court two
        a lesson with the club pro on groundstrokes
        groundstrokes for an hour
        groundstroke consistency drill
        approach shot and volley
        the inside-out forehand
        inside-out forehands all afternoon
        moonballing a pusher
        beaten by a pusher
        pushing from the baseline all match
        golden point doubles
        no-ad doubles
        poaching at the net
        net cord winner
        a love-forty comeback
        game, set and match
        game set match to me
        the third set went to seven-five
        5-7, 6-4, 10-8
        a singles match on hard court
        singles on astro with rackets
        sore elbow from my backhand
        elbow strap and backhands
        overgrip changed, three sets
        Roland Garros style rallies
        US Open vibe at the park courts
        park courts with my racket
        public court rally with dad
        drop shot and lob game
        mini court warm-up then serves
        serve toss practice
        a round robin on six courts with rackets
    """),
    "rowing": _lines("""
        two thousand metres on the erg
        a 2k erg test
        6k on the Concept2
        a Concept2 half hour
        thirty minutes r20 on the erg
        erging before work
        an erg session in the boathouse
        steady state on the erg
        sixty minutes of steady state, split two-ten
        split under two minutes
        holding a 1:55 split
        rate twenty-two, long strokes
        stroke rate twenty-eight
        low rate, big pressure
        eight by five hundred on the erg
        ergs at the boat club
        the WaterRower in the living room
        a WaterRower half hour
        the Hydrow
        Hydrow workout on the river video
        an Ergatta race
        the RowErg
        the indoor rower at the gym
        the gym rower, damper five
        damper at four
        drag factor one-thirty
        legs, body, arms
        catch, drive, finish, recovery
        catch placement drills
        pause drills in the eight
        square blade drills
        feathering and squaring
        feathering the blades
        sculling on the river
        a single scull at dawn
        a morning in the single scull
        double scull with my partner
        a quad on the lake
        coxed four practice
        coxless pair outing
        the men's eight
        women's eight at five am
        an outing in the eight
        an outing with the novice crew
        bow seat in the four
        stroke seat in the eight
        seven seat in the varsity boat
        coxed by Emily this morning
        cox shouting power ten
        a power ten off the start
        racing starts and tens
        a head race on the Tideway
        Head of the Charles
        Head of the River
        Henley Royal Regatta
        a regatta on Saturday, two heats
        a sprint regatta two k
        bumps on the Cam
        Torpids bumps
        summer eights
        the Boat Race crew training
        seat racing
        seat racing for the first boat
        caught a crab at the start
        caught a crab
        blisters from the oar handles
        oar blisters
        oars in the water at dawn
        pulling an oar for an hour
        pulling on the oars
        sweep oar practice
        sweep on bow side
        stroke side in the pair
        sliding seat and foot stretchers
        foot stretchers and sliding seat
        a coastal quad in the waves
        gig practice in the harbour
        a Cornish pilot gig outing
        skiff on the Thames with oars
        a dinghy with oars across the bay
        took the oars across the lake
        a boat hire with two oars
        tank session in the boathouse
        boathouse at five in the morning
        carried the shell to the dock
        rigged the boat, then pieces
        pieces on the water with the crew
        ten k on the river in the eight
        UT2 on the machine with the handle
        UT1 pieces
        handle to the chest, chain rattling
        pulling the chain on the machine with flywheel
        a pull on the machine with sliding seat
        seated pulls on the air flywheel
        CityRow class
        Row House class
        a Row House hour
        launch coach on the river with us
        crew practice
        crew practice on the lake
        a million metre challenge
    """),
    "golf": _lines("""
        eighteen holes at the club
        nine holes after work
        nine before dinner with my clubs
        a round at St Andrews
        a round with the lads, two birdies
        a foursome at Pebble Beach
        a fourball on Sunday
        the monthly medal
        the club championship stroke play
        Stableford, thirty-four points
        thirty-six points off eighteen
        a scramble for charity with four balls
        a Texas scramble
        a society day at the links
        a links course in the wind
        on the links all morning
        the driving range, hundred balls
        a bucket at the driving range
        a large bucket with the seven iron
        seven iron practice
        hitting irons off the mat
        hitting my driver off the tee
        teeing off at eight
        early tee time
        a tee time at six forty
        first tee nerves
        shanked it off the first
        sliced it into the trees
        hooked one out of bounds
        topped my drive
        duffed chips all day
        chipping and putting
        short game practice
        pitching wedge practice
        wedge work from eighty yards
        bunker practice with the sand wedge
        out of the bunker in two
        putting green practice
        putts from six feet
        three-putted the last
        two-putt par
        a birdie on the par five
        an eagle on fifteen
        bogey, bogey, par
        double bogey on the last
        hole in one on the short one
        broke ninety
        broke a hundred at last
        shot eighty-two
        shot a seventy-nine
        four over par
        six over for the back nine
        front nine and a hot dog
        the back nine in the rain
        the nineteenth hole after a round
        lowered my handicap
        handicap down to twelve
        playing off fourteen
        a handicap qualifying card
        carrying my clubs round the course
        pushing the trolley for eighteen
        cart path only today
        riding the buggy round the course
        buggy and eighteen holes
        a caddie and a links
        caddying for my uncle
        raking bunkers behind me
        lost six balls in the water
        ball in the water hazard
        found the fairway, missed the green
        fairways and greens
        greens in regulation
        greens rolling at eleven
        a lesson with the PGA pro
        a swing lesson with TrackMan
        TrackMan session
        simulator eighteen at Pebble
        a screen round with friends
        TopGolf with colleagues
        Topgolf bay for two hours
        pitch and putt with the kids
        par three course with dad
        a par-3 nine
        crazy putting on the pier
        mini putt with the kids
        Titleist and TaylorMade in the bag
        new Callaway driver
        a new putter from Scotty Cameron
        fitting for new irons
        swing drills with a mirror and club
        backswing drills
        backswing and hip turn with my driver
        Ryder Cup style matches with mates
        match play, two up
        lost three and two
        closest to the pin
        longest drive contest
        a skins game
        mulligan on the first tee
        shotgun start charity day
        the greens at Augusta, in my dreams
        corporate day on the fairways
    """),
    "skiing": _lines("""
        carving turns on groomed pistes
        first tracks on the corduroy with poles
        moguls with short turns and poles
        bumps with quick pole plants
        pole plants down the black
        snowplough on the nursery slope
        pizza and french fries
        pizza wedge with the kids
        parallel turns on a red
        stem christies all morning
        wedge turns on the bunny hill
        the bunny hill with two planks
        two planks and poles
        on two planks in Verbier
        slalom gates
        giant slalom gates
        GS training in a catsuit
        slalom training with gate guards
        downhill race in a speed suit
        super-G training
        NASTAR race
        telemark turns
        telemarking in the trees
        dropping the knee in free heels
        free heels in fresh powder
        skins on, up the couloir
        skinning up before the lifts
        skinning to the col with tech bindings
        a randonnée tour
        a skimo race
        skimo laps with skins
        Haute Route from Chamonix to Zermatt
        the Vallée Blanche with a guide
        cross-country classic in the tracks
        classic tracks with kick wax
        kick wax and double poling
        double poling in the track
        skate technique on the Nordic trails
        Nordic centre loop on skinny planks
        skinny planks on groomed loops
        Vasaloppet training
        the Vasaloppet
        the Birkebeiner
        langlauf in the Black Forest
        a langlauf loop
        biathlon loop and range
        roller planks with poles on asphalt
        Alpine racing camp
        Alpine lessons with ESF
        ESF lessons
        Rossignols on all day
        my new Atomics
        new Salomon planks and boots
        boots crushing my shins, poles in hand
        stiff boots and cold toes, two poles
        shin bang all day
        a lost pole on the black run
        lost both planks in a yard sale
        a yard sale under the chairlift
        binding released on a mogul
        DIN setting too low, popped out
        crossed my tips
        crossed tips and fell
        edging and angulation, outside leg
        outside leg pressure drills
        weight on the downhill leg, poles forward
        heli drop with fat planks
        powder eights with poles
        waist-deep powder on fat planks
        a week in Val d'Isère with poles
        Courchevel and Méribel on planks
        Sella Ronda circuit
        the Sella Ronda
        the Lauberhorn piste
        the Streif at Kitzbühel
        the Hahnenkamm
        Corbet's Couloir on planks
        Aspen moguls
        moguls until my knees gave up
        knees sore from moguls
        Deer Valley groomers
        Alta all day
        Mad River Glen day
        Taos bumps
        schussing down the mountain
        schussed the home run
        straightlining in a tuck
        tucking the schuss
        tucked with poles under my arms
        button lift and pommel practice with poles
        drag lift between my legs
        apres after the last schuss
        hockey stops with poles
        hop turns in the couloir
        jump turns on steep snow with poles
        aerials off the kicker on twin planks
        twin tips in the park with poles
        herringbone up the slope
        side-stepping up the slope on planks
        gliding on waxed planks
        a dry slope lesson with poles
        snow dome lesson with poles
        Hirscher-style gates
        Mikaela-style slalom
    """),
    "snowboarding": _lines("""
        a day on the board at Whistler
        strapped in all day at the park
        strapping into my bindings sideways
        one plank, no poles
        riding sideways down the mountain
        goofy stance in fresh powder
        goofy on the blue run
        riding switch down the green
        regular stance on the snow
        switch riding on the groomers
        heelside and toeside turns
        toeside turns finally linked
        linking toeside and heelside
        caught a heel edge
        caught an edge and slammed my tailbone
        falling leaf on the nursery slope
        falling leaf all morning
        first day on one plank
        sore wrists and tailbone, soft boots
        wrist guards and padded shorts
        soft boots and highbacks
        Burton board, fresh snow
        my new Burton Custom
        a Lib Tech in deep snow
        the Jones splitboard
        splitboarding in the backcountry
        a splitboard tour
        split the plank, skinned up
        Capita board test
        Burton Step Ons all day
        ratchet straps frozen
        waxed the board, rode the groomers
        board waxed and edges tuned
        terrain park jibs
        jibbing boxes and rails in the snow park
        fifty-fifty on the box
        boardslide on the rainbow rail in snow
        frontside boardslide on snow
        a nose press on the box
        nose presses and butters
        buttering on the flats
        ground tricks and butters
        ollies on the snow
        an ollie off the side hit
        side hits all afternoon
        indy grab off the kicker
        a method grab in the pipe
        method air over the knuckle
        superpipe laps
        the halfpipe at Laax
        halfpipe session at Copper
        drop into the superpipe
        backside 360 off the kicker
        frontside three off the booter
        a frontside 720
        cab five attempts
        a double cork on the air bag
        McTwist in the pipe
        big air at the snow park sideways
        slopestyle on one plank
        slopestyle laps on my Burton
        boardercross race
        boardercross berms
        snow-cross on one plank
        hard-boot carving on a race board
        euro-carving with my chest on snow
        laid-out eurocarve
        alpine carving board
        a banked slalom
        Mount Baker Legendary Banked Slalom
        surfing powder on a swallowtail
        powder surfing through the trees
        powsurf with no bindings
        tree runs on a fish board
        floating powder on a directional board
        back foot burning in powder
        back leg on fire in powder
        one foot out at the chairlift
        skating off the lift one-footed
        unstrapped on the flat cat track
        stuck on the flat, unstrapped
        sat in the snow to strap in
        sitting on the slope doing up bindings
        side-slipping on my heels
        heel edge side-slip
        toe edge traverses
        garland turns on one plank
        Shaun White style pipe
        like Chloe Kim in the pipe
        a Burton Riglet lesson for my son
        board lesson at the snow dome
        Niseko powder on my board
        Japow on one plank
        shred day at Mammoth park
        shredding the gnar on a board
        shredding pow strapped in
        Breckenridge Freeway park
        riding the T-bar sideways, boarder's nightmare
        knuckle-dragging through slush
        slushy park laps in spring on the board
        both feet strapped to one plank
    """),
    "dancing": _lines("""
        salsa on a Thursday
        salsa night at the Cuban bar
        bachata class
        bachata with strangers
        a kizomba social
        merengue at the wedding
        cha-cha and rumba practice
        the rumba with my partner
        waltz and foxtrot lesson
        a Viennese waltz at the ball
        quickstep practice
        ballroom with my husband
        ballroom class at the town hall
        Latin American ballroom
        paso doble practice
        an Argentine tango milonga
        tango in the studio
        milonga until two
        swing at the jazz club
        Lindy Hop social
        the Charleston
        jive to rock and roll
        boogie-woogie couples class
        West Coast Swing
        a ceilidh
        stripping the willow
        Scottish reels
        Irish jigs
        Irish step class
        Riverdance-style hard shoe
        line steps in cowboy boots
        country line night
        square sets with a caller
        a barn evening with a caller
        morris sides with bells
        clogging with taps
        tap shoes on the wooden floor
        tap class
        ballet barre and centre
        at the barre in pointe shoes
        pointe class
        pliés and tendus
        pirouettes and grand jetés
        grand jeté across the floor
        adult ballet beginners
        Nutcracker rehearsal
        jazz hands and leaps
        contemporary floorwork
        modern class, Graham technique
        a lyrical routine
        hip-hop choreography
        a hip hop routine
        street crew practice
        breaking in the park
        b-boy battle
        windmills and headspins
        popping and locking
        house steps at the club
        krump session
        voguing at the ballroom scene
        vogue class
        waacking workshop
        a K-pop cover routine
        learning BTS choreography
        learning TikTok choreography
        TikTok routine with my daughter
        Just Dance on the Switch
        Just Dance marathon
        clubbing until three
        out clubbing with the girls
        a rave until sunrise
        raving in a warehouse
        boogie in the kitchen
        boogied all night
        grooving to Motown
        busting moves at the wedding
        busting a move in the living room
        the wedding reception floor until midnight
        a silent disco
        a disco night in heels
        a ceilidh wedding
        twirling and dips with my partner
        spins and dips with a lead
        leading and following practice
        belly shimmies with a coin belt
        belly shimmies and hip drops
        Bollywood class
        bhangra at the wedding
        bharatanatyam practice
        kathak footwork
        garba night for Navratri
        flamenco with castanets
        flamenco heel work
        samba for carnival
        samba school rehearsal
        hula class
        Hawaiian hula with leis
        African drums and steps class
        dancehall class
        twerk workshop
        heels choreography class
        pole tricks and spins
        pole class in heels
        the conga and the Macarena
        jitterbug social
        choreography rehearsal with the troupe
        a cotillion rehearsal
        tea social with foxtrots
    """),
    "climbing": _lines("""
        bouldering at the gym
        a bouldering session, mostly V4
        projecting a V5
        sent my V6 project
        sent my project
        flashed a V3
        flashed the new blue problem
        a 6c onsight
        onsight on limestone
        a 7a redpoint
        redpointing a 5.12
        5.10 on top rope
        top roping with my partner
        top rope and lead at the wall
        lead routes on the wall
        leading sport routes
        sport routes in Kalymnos
        trad on gritstone
        trad rack and nuts
        placing cams and nuts
        cams, nuts and a rope
        a multi-pitch in the Dolomites with ropes
        multi-pitch granite
        belaying and taking turns
        belaying my friend on lead
        harness, rope and chalk bag
        a figure-eight knot and a belay check
        auto-belay laps
        auto-belay at the wall
        the Kilter board
        Moonboard session
        Moonboard benchmarks
        Tension board
        a spray wall session
        hangboard max hangs
        half crimps on the hangboard
        campus board ladders
        crimps and slopers
        slopers and pinches
        pumped forearms on an overhang
        forearm pump on jugs
        the overhang and the roof
        heel hooks and toe hooks
        a heel hook on the arête
        dyno to the top jug
        dynos all evening
        slab with smeared feet
        smearing on slab
        hand jams in cracks
        crack gloves and hand jams
        offwidth struggle
        chimneying up a squeeze
        laybacking a corner
        a layback crack
        whipper on the last bolt
        took a whipper
        clipping quickdraws
        quickdraws and rope drag
        clipping the anchor chains
        abseiled off the crag
        rappelling down after the route
        a day at the crag
        crag day at Stanage
        Stanage grit
        Font circuits with crash pads
        Fontainebleau with crash pads
        crash pads in the forest
        Yosemite big wall
        a portaledge night on El Cap
        El Cap pitches
        Yosemite cracks
        Red River Gorge jugs
        Smith Rock sport routes
        Joshua Tree granite cracks
        ice axes on a frozen waterfall
        frozen waterfall with tools and screws
        dry tooling
        mixed route with ice tools
        via ferrata with lanyards
        via ferrata in Arco
        deep water solo in Mallorca
        free solo on easy slab
        speed wall with the buzzer
        indoor wall with the kids and harness
        rope wall birthday party
        kids' wall with coloured holds
        coloured holds and a bell
        new set at the bouldering gym
        V-grade session with friends
        tight La Sportivas
        La Sportiva Solutions on
        squeezed into rock shoes
        rock shoes and liquid chalk
        chalked up hands, skin gone
        no skin left on my fingertips
        flapper on my finger
        a flapper and taped fingers
        taped fingers and A2 pulley
        beta from my mate on the problem
        working the crux
        stuck on the crux
        topped out the highball
        a highball boulder
        working boulder problems
        scaling a rock face
        up the rock face with ropes
        indoor wall league night
    """),
    "stair_climber": _lines("""
        the StairMaster at level eight
        twenty minutes on the StairMaster
        StairMaster after weights
        the stepmill
        a stepmill session
        StepMill 5 for half an hour
        the Gauntlet
        the StairMaster Gauntlet
        a revolving staircase at the gym
        revolving steps, endless escalator
        the escalator machine at the gym
        that endless escalator machine
        the machine that's an endless staircase
        the stairway to heaven at the gym
        the stairs machine
        the stair machine, fat burner program
        a stair machine interval
        step machine with hydraulic pedals
        hydraulic stepper at home
        a mini stepper in front of TV
        mini stepper while watching the news
        twist stepper at home
        a stepper with resistance cords
        the Sunny mini stepper
        vertical stepper at the gym
        Jacobs Ladder machine
        the Jacob's Ladder
        VersaClimber intervals
        VersaClimber class
        one hundred floors on the machine
        a hundred floors in the gym
        eighty floors on the display
        floors counter at one hundred twenty
        sixty-five steps a minute
        eighty steps per minute on the machine
        skipping every other step on the machine
        sideways steps on the rotating stairs
        crossover steps on the rotating stairs
        kickbacks on the step machine
        glute kickbacks on the moving stairs
        the 25-7-2 workout
        25-7-2 challenge on level seven
        level ten, no hands on the rails
        no holding the rails, moving stairs
        gripping the rails on moving stairs
        leaning on the rails of the stepmill
        marching up moving steps
        moving stairs at the gym
        rotating stairs until my calves burned
        calves on fire from rotating steps
        quads burning on endless steps
        glutes burning on endless steps
        stairs in the tower block, thirty floors
        up all thirty floors of my building
        up and down the stairwell
        stairwell repeats at the office
        stairwell laps in the apartment block
        stair repeats in the car park
        flights of stairs, forty of them
        forty flights at work
        took the stairs to the twentieth floor
        twenty storeys instead of the lift
        stairs instead of the elevator, ten times
        fire escape staircase training
        a tower race up the skyscraper
        skyscraper staircase race
        the Empire State run-up
        Empire State Building run-up
        eighty-six floors to the observatory
        tower running event
        a towerrunning race
        the firefighters' stair challenge
        9/11 memorial stairs, 110 floors
        a hundred and ten floors for charity
        stadium bleachers, up and down
        bleacher steps at the stadium
        stadium steps before practice
        the stands at Harvard Stadium
        Harvard stadium, thirty-seven sections
        November Project stadium steps
        the Rocky steps ten times
        Rocky steps in Philadelphia
        the Santa Monica stairs
        Santa Monica steps with weights vest
        a thousand public steps and back
        the 1000 steps repeats
        the Lyon staircase repeats
        Haiku-style ladder of steps
        step after step, machine level six
        stairs with a weighted vest
        a weighted vest on the stepmill
        ten flights with groceries
        basement to rooftop ten times
        rooftop and back by the stairs
        lobby to rooftop
        vertical mile by stairs
        Everest challenge on the office stairs
        Everesting in a stairwell
        escalator steps going down, me going up
    """),
    "crossfit": _lines("""
        the WOD at the box
        today's WOD
        a WOD with the six o'clock class
        Fran in five minutes
        Fran, thrusters and pull-ups
        Murph on Memorial Day
        Murph with a vest
        Murph, partitioned
        Cindy, eighteen rounds
        twenty rounds of Cindy
        Grace, thirty clean and jerks
        Isabel, thirty snatches for time
        Helen with kettlebell swings
        Diane with handstand push-ups
        Annie, double-unders and sit-ups
        Karen, a hundred fifty wall balls
        Jackie for time
        Fight Gone Bad
        Filthy Fifty
        DT, a hero workout
        a hero WOD
        one of the Girls benchmarks
        an AMRAP of twenty minutes
        twelve-minute AMRAP
        an EMOM with burpees
        EMOM for twenty
        a chipper with wall balls
        chipper for time
        21-15-9
        twenty-one fifteen nine for time
        a metcon after snatches
        a savage metcon
        metcon at the box
        rounds for time with a cap
        hit the time cap
        RX for the first time
        scaled the workout, not RX
        Rx'd the benchmark
        the Open, 24.1
        Open workout Friday Night Lights
        24.3 redo
        Quarterfinals workout
        like Mat Fraser at the Games
        Hyrox
        a Hyrox simulation
        Hyrox doubles
        sled pushes and wall balls for Hyrox
        kipping pull-ups
        butterfly pull-ups
        toes-to-bar sets
        chest-to-bar in a metcon
        muscle-ups on the rings at the box
        my first ring muscle-up
        bar muscle-ups for reps
        double-unders finally
        double-unders and rope whips on my shins
        box jumps and burpees
        burpee box jump-overs
        burpees until I dropped
        a hundred burpees for time
        bar-facing burpees
        burpees over the bar
        thrusters, endless thrusters
        thrusters and burpees
        devil's presses
        man-makers
        wall balls with the ten-kilo ball
        wall balls to ten feet
        assault bike calories in a metcon
        assault bike sprints and burpees
        echo bike calories then burpees
        rope ascents in a chipper
        handstand walks and snatches
        handstand push-ups for time
        kettlebell swings and burpees circuit
        tire flips and sledgehammers
        tyre flips and burpees
        a bootcamp in the park, burpees
        army-style bootcamp with burpees
        F45
        an F45 class
        Orangetheory
        an Orangetheory ninety-minute
        splat points at OTF
        Barry's
        Barry's Bootcamp
        a Tabata, twenty on ten off
        Tabata squats and mountain climbers
        twenty seconds on, ten off
        forty seconds work, twenty rest
        a seven-minute workout app
        all-out intervals, mountain climbers
        mountain climbers and jump squats
        squat jumps, burpees, plank jacks
        an Insanity video with Shaun T
        Insanity Max 30
        a high-intensity interval circuit
        a high intensity circuit, thirty on thirty off
        a Joe Wicks session
        PE with Joe
        Les Mills GRIT
        GRIT class
        Fitness Blender intervals, jump squats
        an interval blast, no equipment
        a sweat puddle after the whiteboard workout
        scores on the whiteboard
        the coach counted three two one go
        the partner workout at the box
        team of two, you go I go
        lying on the floor after the timer
        sweat angel on the floor
        the affiliate's Saturday team workout
        hand rips from kipping
        torn palms from the rig
        the rig and the rings
        functional fitness at high intensity
        Metcons on, chalk everywhere, time cap
    """),
    "aerobics": _lines("""
        a step class with the grapevine
        step class on a Reebok platform
        Reebok step at the gym
        a step platform with choreography
        basic step, V-step, over the top
        V-step and knee lifts
        knee repeaters on the step
        the step bench with risers
        two risers and a headset instructor
        around the world on the step bench
        grapevines and hamstring curls to music
        grapevine left, grapevine right
        step-touch to eighties hits
        step touches and arm circles
        marching on the spot to music
        march in place with the instructor
        box steps and mambo cha-cha in class
        mambo step over the bench
        jumping jacks to the beat
        star jumps to eighties music
        a Jane Fonda video
        the Jane Fonda workout
        Jane Fonda with legwarmers
        leotard, headband and legwarmers
        legwarmers and sweatbands class
        Richard Simmons tape
        Sweatin' to the Oldies
        a Denise Austin tape
        a Mr Motivator video
        the Green Goddess workout
        Jazzercise
        Jazzercise at the community centre
        Zumba
        Zumba at the sports hall
        Zumba Gold with the seniors
        Aqua Zumba
        aqua fit in the shallow pool
        aquafit
        aquafit with foam noodles
        foam dumbbells in the pool class
        water class with foam dumbbells
        BodyAttack
        Les Mills BodyAttack
        BodyStep
        Les Mills BodyStep
        BodyJam
        BodyCombat to music
        cardio kickboxing to music
        a Tae Bo video
        Billy Blanks Tae Bo
        boxercise
        boxercise class at the church hall
        cardio kick class with the mirror
        hi-lo class
        a hi/lo class
        high impact and low impact floor class
        low-impact class with music
        low impact moves for seniors
        keep fit at the village hall
        keep-fit with the ladies
        keep fit on morning television
        morning TV workout with the presenters
        legs, bums and tums
        LBT class
        bums and tums
        a fitness class with a headset instructor
        group cardio class in the mirrored studio
        mirrored studio, instructor counting eights
        counting eights to the music
        counting in eights, knees up
        knees up and punches to music
        knee lifts and jabs to music
        side steps with arm raises
        side lunges and claps to disco
        kick ball change and jacks class
        cardio choreography on the step
        trampoline class
        mini trampoline bounce class
        rebounding on the mini trampoline
        a rebounder class
        Bounce class with trampolines
        Kangoo Jumps
        Kangoo boots class
        POUND with drumsticks
        drumstick cardio on exercise balls
        cardio drumming
        Clubbercise with glow sticks
        glow stick fitness class
        hula hoop fitness class
        weighted hooping class
        Radio calisthenics in the park
        rajio taiso
        chair cardio with seniors to music
        seated march with the care home
        a Leslie Sansone DVD
        Joanna Soh low-impact follow-along
        follow-along cardio video, no jumping
        standing cardio to pop songs
        living room cardio with jumping jacks
        jacks and kicks with a DVD
        a cardio DVD from the nineties
        VHS workout in a leotard
        sweaty class with upbeat music and steps
        a rhythmic gymnastics-style fitness class
        bouncing to the music on a step box
    """),
}
