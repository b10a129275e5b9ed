"""What an activity is called, in English and Korean: the words that zero-shot classes are made of."""

SLEEP = "sleep"

#: A name of schemas/activities.py, and the phrases of which its prototype is the mean.
PHRASES: dict[str, tuple[str, ...]] = {
    "walk": ("a walk", "a long walk outside", "the wearer is walking", "걷기", "착용자가 걸었다"),
    "run": ("a run", "a running workout", "the wearer is running", "달리기", "착용자가 달렸다"),
    "outdoor_bike": (
        "a bike ride", "an outdoor ride on the bike", "the wearer is biking",
        "자전거 타기", "착용자가 자전거를 탔다",
    ),
    "spinning": ("a spinning class", "a spin class", "the wearer is spinning", "스피닝", "착용자가 스피닝을 했다"),
    "swim": ("a swim", "a swimming session", "the wearer is swimming", "수영", "착용자가 수영했다"),
    "hike": ("a hike", "a hiking tour", "the wearer is hiking", "하이킹", "착용자가 하이킹을 했다"),
    "elliptical": (
        "an elliptical workout", "an elliptical session", "the wearer is training on the elliptical",
        "일립티컬", "착용자가 일립티컬을 탔다",
    ),
    "strength_training": (
        "a strength workout", "a strength training session", "the wearer is strength training",
        "근력 운동", "착용자가 근력 운동을 했다",
    ),
    "yoga": ("a yoga session", "a yoga class", "the wearer is doing yoga", "요가", "착용자가 요가를 했다"),
    "pilates": (
        "a Pilates session", "a Pilates class", "the wearer is doing Pilates",
        "필라테스", "착용자가 필라테스를 했다",
    ),
    "tennis": (
        "a tennis match", "a tennis session", "the wearer is playing tennis",
        "테니스", "착용자가 테니스를 쳤다",
    ),
    "rowing": ("a rowing session", "a rowing workout", "the wearer is rowing", "로잉", "착용자가 로잉을 했다"),
    "golf": ("a round of golf", "a golf game", "the wearer is playing golf", "골프", "착용자가 골프를 쳤다"),
    "skiing": ("a ski day", "a skiing session", "the wearer is skiing", "스키", "착용자가 스키를 탔다"),
    "snowboarding": (
        "a snowboarding session", "a snowboard day", "the wearer is snowboarding",
        "스노보드", "착용자가 스노보드를 탔다",
    ),
    "dancing": ("a dance class", "a dancing session", "the wearer is dancing", "춤", "착용자가 춤을 췄다"),
    "climbing": (
        "a climbing session", "a climb on the wall", "the wearer is climbing",
        "클라이밍", "착용자가 클라이밍을 했다",
    ),
    "stair_climber": (
        "a stair climber session", "a stair climber workout", "the wearer is using the stair climber",
        "스텝밀", "착용자가 스텝밀을 탔다",
    ),
    "crossfit": (
        "a CrossFit workout", "a CrossFit session", "the wearer is doing CrossFit",
        "크로스핏", "착용자가 크로스핏을 했다",
    ),
    "aerobics": (
        "an aerobics class", "an aerobics session", "the wearer is doing aerobics",
        "에어로빅", "착용자가 에어로빅을 했다",
    ),
    SLEEP: ("sleep", "a night of sleep", "the wearer is asleep", "수면", "착용자가 잠을 잤다"),
}  # fmt: skip

CLASSES: tuple[str, ...] = tuple(PHRASES)
