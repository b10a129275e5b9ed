"""What people call an activity, in English and Korean: the words that zero-shot classes are made of."""

SLEEP = "sleep"

#: A name of schemas/activities.py, and the phrases of which its prototype is the mean.
PHRASES: dict[str, tuple[str, ...]] = {
    "walk": ("a walk", "walking outside at an easy pace", "산책", "걷기"),
    "run": ("a run", "jogging", "running outside", "달리기", "조깅"),
    "outdoor_bike": ("a bike ride outdoors", "cycling on the road", "자전거 타기", "야외 자전거 라이딩"),
    "spinning": ("a spinning class", "indoor cycling on a stationary bike", "스피닝", "실내 자전거"),
    "swim": ("a swim", "swimming laps in the pool", "수영", "수영장에서 수영"),
    "hike": ("a hike", "hiking up and down a mountain trail", "등산", "하이킹"),
    "elliptical": ("a session on the elliptical trainer", "cross trainer at the gym", "일립티컬 운동", "일립티컬"),
    "strength_training": ("strength training", "lifting weights at the gym", "근력 운동", "웨이트 트레이닝"),
    "yoga": ("a yoga session", "yoga poses and stretching", "요가", "요가 수련"),
    "pilates": ("a Pilates class", "Pilates on the mat", "필라테스", "필라테스 수업"),
    "tennis": ("a tennis match", "playing tennis", "테니스", "테니스 경기"),
    "rowing": ("rowing", "a session on the rowing machine", "로잉", "노 젓기"),
    "golf": ("a round of golf", "playing golf", "골프", "골프 라운드"),
    "skiing": ("skiing", "a day on skis on the slopes", "스키", "스키 타기"),
    "snowboarding": ("snowboarding", "riding a snowboard down the slopes", "스노보드", "스노보드 타기"),
    "dancing": ("dancing", "a dance class", "춤", "댄스 수업"),
    "climbing": ("climbing", "bouldering at the climbing wall", "클라이밍", "암벽 등반"),
    "stair_climber": ("a session on the stair climber", "climbing stairs on the machine", "스텝밀", "계단 오르기"),
    "crossfit": ("a CrossFit workout", "high-intensity interval training", "크로스핏", "고강도 인터벌 운동"),
    "aerobics": ("an aerobics class", "step aerobics", "에어로빅", "에어로빅 수업"),
    SLEEP: ("sleep", "sleeping through the night", "잠", "수면"),
}  # fmt: skip

CLASSES: tuple[str, ...] = tuple(PHRASES)
