"""Korean wordings of summary facts."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "night.asleep_heart": (
        "{begin}부터 {end}까지 잠자리에 있으면서 {asleep} 동안 잤고, 심박수는 {min}까지 내려갔습니다.",
        "{begin}부터 {end}까지의 {sleep} 가운데 {asleep:을} 잤고 심박수는 {min}까지 낮아졌습니다.",
        "취침은 {begin}, 기상은 {end}, 잔 시간은 {asleep}이며 심박수는 {min}까지 내려갔습니다.",
        "{begin}에 잠자리에 들어 {end}에 일어나기까지 {asleep:을} 잤고, 심박수는 {min}까지 떨어졌습니다.",
    ),
    "night.asleep": (
        "{begin}부터 {end}까지 잠자리에 있으면서 {asleep} 동안 잤습니다.",
        "{begin}부터 {end}까지 누워 {asleep:을} 잤습니다.",
        "취침은 {begin}, 기상은 {end}, 잔 시간은 {asleep}입니다.",
        "{begin}에 잠자리에 들어 {end}에 일어나기까지 {asleep:을} 잤습니다.",
    ),
    "night.heart": (
        "{begin}부터 {end}까지 잤고, 심박수는 {min}까지 내려갔습니다.",
        "{begin}부터 {end}까지의 {sleep} 동안 심박수는 {min}까지 낮아졌습니다.",
        "취침은 {begin}, 기상은 {end}이며 심박수는 {min}까지 내려갔습니다.",
        "{begin}에 잠자리에 들어 {length} 뒤인 {end}에 일어났고, 심박수는 {min}까지 떨어졌습니다.",
    ),
    "night.plain": (
        "{begin}부터 {end}까지 잤습니다.",
        "{sleep:은} {begin}에 시작해 {end}까지 {length} 동안 이어졌습니다.",
        "취침은 {begin}, 기상은 {end}입니다.",
        "{begin}에 잠자리에 들어 {end}에 일어났습니다.",
    ),
    "move.activities": (
        "모두 {total:을} 걸었고 활동 기록은 {count}이며, 가장 긴 것은 {begin}에 시작한 {length}의 {activity}입니다.",
        "활동 기록 {count} 가운데 가장 긴 것은 {begin}부터 {end}까지의 {activity:이며} 걸음은 모두 {total:이었}습니다.",
        "총 {total:을} 걷고 활동을 {count} 기록했으며, {begin}부터 {end}까지의 {activity:이} 가장 길었습니다.",
        "모두 {total:을} 걸었으며, 활동 기록 {count} 중 {begin}에 시작한 {activity:이} {length:으로} 가장 길었습니다.",
    ),
    "move.one_activity": (
        "모두 {total:을} 걸었고 {begin}부터 {length} 동안 {activity:을} 했습니다.",
        "모두 {total:을} 걸었으며 {begin}부터 {end}까지의 {activity:을} 기록했습니다.",
        "걸음은 모두 {total:이었}고, {begin}부터 {end}까지 {activity:을} 했습니다.",
        "총 {total:을} 걸었고, {begin}에 시작한 {activity:은} {length} 동안 이어졌습니다.",
    ),
    "move.activities_alone": (
        "활동 기록 {count} 가운데 가장 긴 것은 {begin}부터 {end}까지의 {activity}입니다.",
        "활동을 {count} 기록했고 {begin}부터 {end}까지의 {activity:이} 가장 길었습니다.",
        "활동 기록 {count} 중 {begin}에 시작한 {activity:이} {length:으로} 가장 길었습니다.",
    ),
    "move.one_activity_alone": (
        "{begin}부터 {end}까지 {activity:을} 했습니다.",
        "{begin}에 시작한 {activity:은} {length} 동안 이어졌습니다.",
        "{begin}부터 {end}까지 {length}의 {activity} 기록이 있습니다.",
    ),
    "move.bouts": (
        "모두 {total:을} 걸었고, 활동 구간 {count} 가운데 가장 긴 것은 {begin}부터 {end}까지 {length} 이어졌습니다.",
        "총 {total:을} 걸었으며 활동 구간은 {count}, 가장 긴 것은 {begin}에 시작해 {length} 이어졌습니다.",
        "걸음은 모두 {total}, 활동 구간은 {count}이며 가장 긴 구간은 {begin}부터 {end}까지 {bout_steps:이었}습니다.",
        "모두 {total:을} 걸었고 {begin}부터 {end}까지 가장 오래 움직였으며, 활동 구간은 모두 {count}입니다.",
        "활동 구간 {count:과} 함께 {total:을} 기록했고, 가장 긴 구간은 {begin}부터 {end}까지였습니다.",
    ),
    "move.one_bout": (
        "모두 {total:을} 걸었고 그중 {bout_steps:은} {begin}부터 {end}까지의 활동 구간에서 걸었습니다.",
        "총 {total:을} 걸었고 활동 구간은 {begin}부터 {end}까지 한 번뿐이었습니다.",
        "모두 {total:을} 걸었으며 유일한 활동 구간은 {begin}부터 {length} 동안 이어졌습니다.",
    ),
    "move.steps": (
        "모두 {total:을} 걸었고 오래 이어진 움직임은 없었습니다.",
        "걸음은 모두 {total}, 지속된 활동 구간은 없었습니다.",
        "총 {total:을} 걸었으나 길게 움직인 구간은 없었습니다.",
    ),
    "move.partial": (
        "{minutes} 가운데 측정된 {measured}분 동안 걸음 수는 모두 {total:이었}습니다.",
        "{minutes} 중 {measured}분만 측정되었고, 그동안 걸음 수는 합계 {total:이었}습니다.",
        "측정된 시간은 {minutes} 중 {measured}분이며 걸음 수는 총 {total:이었}습니다.",
    ),
    "move.nothing": (
        "걸음 수는 {total:이었}습니다.",
        "걸음은 모두 {total:으로}, 움직임이 집계되지 않았습니다.",
        "기록된 걸음 수는 {total:이었}습니다.",
    ),
    "heart.rest": (
        "심박수는 평균 {mean}, 안정 시 {rest:이었}고 {at}에 {max:으로} 가장 높았습니다.",
        "안정 시 {rest:이었}던 심박수는 {at}에 최고 {max}까지 올랐고 평균은 {mean:이었}습니다.",
        "안정 시 심박수는 {rest}, 평균 심박수는 {mean:이었}으며 {at}에 최고 {max:을} 기록했습니다.",
        "심박수는 쉴 때 {rest}, 평균 {mean:이었}고, 가장 높았던 때는 {at}의 {max:이었}습니다.",
    ),
    "heart.rest.activity": (
        "심박수는 평균 {mean}, 안정 시 {rest:이었}고 {begin}에 시작한 {activity} 중 {at}에 {max:으로} 가장 높았습니다.",
        "안정 시 {rest:이었}던 심박수는 {begin}에 시작한 {activity} 도중 {at}에 최고 {max}까지 올랐습니다.",
        "안정 시 심박수는 {rest:이었}고, {begin}에 시작한 {activity} 중 {at}에 최고 {max:을} 기록했습니다.",
        "{begin}에 시작한 {activity} 중 심박수는 {at}에 최고 {max}에 이르렀고, 안정 시에는 {rest:이었}습니다.",
    ),
    "heart.rest.bout": (
        "심박수는 평균 {mean}, 안정 시 {rest:이었}고 {begin}부터 움직이던 중 {at}에 {max:으로} 가장 높았습니다.",
        "안정 시 {rest:이었}던 심박수는 {begin}에 시작된 활동 구간의 {at}에 최고 {max}까지 올랐습니다.",
        "안정 시 심박수는 {rest:이었}고, {begin}에 시작된 활동 구간에서 {at}에 최고 {max:을} 기록했습니다.",
        "{begin}에 시작된 활동 구간에서 심박수는 {at}에 최고 {max}에 이르렀고, 안정 시에는 {rest:이었}습니다.",
    ),
    "heart.mean": (
        "심박수는 평균 {mean:이었}고 {at}에 {max:으로} 가장 높았습니다.",
        "평균 심박수는 {mean:이었}으며 {at}에 최고 {max:을} 기록했습니다.",
        "평균 {mean}의 심박수는 {at}에 최고 {max}에 이르렀습니다.",
        "심박수는 평균 {mean:이었}고, 가장 높았던 때는 {at}의 {max:이었}습니다.",
    ),
    "heart.mean.activity": (
        "심박수는 평균 {mean:이었}고 {begin}에 시작한 {activity} 중인 {at}에 {max:으로} 가장 높았습니다.",
        "평균 심박수는 {mean:이었}으며 {begin}에 시작한 {activity} 중 {at}에 최고 {max:을} 기록했습니다.",
        "{begin}에 시작한 {activity} 중 심박수는 {at}에 최고 {max}에 이르렀고, 평균은 {mean:이었}습니다.",
    ),
    "heart.mean.bout": (
        "심박수는 평균 {mean:이었}고 {begin}부터 움직이던 중 {at}에 {max:으로} 가장 높았습니다.",
        "평균 심박수는 {mean:이었}으며 {begin}에 시작된 활동 구간에서 {at}에 최고 {max:을} 기록했습니다.",
        "{begin}에 시작된 활동 구간에서 심박수는 {at}에 최고 {max}에 이르렀고, 평균은 {mean:이었}습니다.",
    ),
    "still": (
        "가장 긴 좌식 구간은 {begin}부터 {end}까지 {length:으로}, {steps}뿐이었습니다.",
        "{begin}부터 {end}까지 {length} 동안 {steps}만 걸은 것이 가장 긴 좌식 구간이었습니다.",
        "가장 오래 걸음이 거의 없던 시간은 {begin}부터 {end}까지 {length:이었}고 {steps}만 집계되었습니다.",
    ),
    "still.none": (
        "가장 긴 좌식 구간은 {begin}부터 {end}까지 {length} 동안 걸음 없이 이어졌습니다.",
        "{begin}부터 {end}까지 {length} 동안 한 걸음도 없던 것이 가장 긴 좌식 구간이었습니다.",
        "가장 오래 걸음이 없던 시간은 {begin}부터 {end}까지 {length:이었}습니다.",
    ),
    "other": (
        "{channel:은} 평균 {mean}, 최저 {min}, 최고 {max:이었}습니다.",
        "{channel}의 평균은 {mean:이었}고 {min}에서 {max} 사이였습니다.",
        "평균 {channel:은} {mean}, 범위는 {min}에서 {max}까지였습니다.",
    ),
}
