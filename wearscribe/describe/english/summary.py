"""English wordings of summary facts."""

WORDINGS: dict[str, tuple[str, ...]] = {
    "night.asleep_heart": (
        "The wearer was in bed from {begin} until {end}, slept for {asleep}, and heart rate went down to {min}.",
        "Sleep from {begin} until {end} held {asleep} of actual sleep, with heart rate as low as {min}.",
        "Bed time was {begin} and wake time {end}; of this, {asleep} were spent asleep, and heart rate sank to {min}.",
        "Asleep for {asleep} between {begin} and {end}, the wearer had a heart rate as low as {min}.",
    ),
    "night.asleep": (
        "The wearer was in bed from {begin} until {end} and slept for {asleep}.",
        "Sleep from {begin} until {end} held {asleep} of actual sleep.",
        "Bed time was {begin} and wake time {end}; of this, {asleep} were spent asleep.",
        "Between {begin} and {end} the wearer slept for {asleep}.",
    ),
    "night.heart": (
        "The wearer slept from {begin} until {end}, and heart rate went down to {min}.",
        "Sleep from {begin} until {end} took heart rate as low as {min}.",
        "Bed time was {begin} and wake time {end}, with heart rate as low as {min}.",
        "Over {length} of sleep, from {begin} until {end}, the wearer had a heart rate as low as {min}.",
    ),
    "night.plain": (
        "The wearer slept from {begin} until {end}.",
        "Sleep lasted {length}, from {begin} until {end}.",
        "Bed time was {begin} and wake time {end}.",
        "The wearer's sleep ran from {begin} until {end}, {length} in all.",
    ),
    "move.activities": (
        "The {window} brought {total} and {count}, the longest of them {activity:a} of {length} that began at {begin}.",
        "Of {count}, the longest was {activity:a} from {begin} until {end}; the wearer took {total} in all.",
        "With {total} and {count}, the wearer was on the move most of all in {activity:a} from {begin} until {end}.",
        "The wearer took {total} and logged {activity:a} of {length} at {begin} as the longest of {count}.",
    ),
    "move.one_activity": (
        "The {window} brought {total} and {activity:a} of {length} that began at {begin}.",
        "The wearer took {total} and logged {activity:a} from {begin} until {end}.",
        "One activity was logged, {activity:a} from {begin} until {end}; the wearer took {total} in all.",
        "With {total} in all, the wearer logged {activity:a} of {length} at {begin}.",
    ),
    "move.activities_alone": (
        "Of {count}, the longest was {activity:a} from {begin} until {end}.",
        "The wearer logged {activity:a} of {length} at {begin} as the longest of {count}.",
        "The longest of {count} was {activity:a} of {length} that began at {begin}.",
    ),
    "move.one_activity_alone": (
        "The wearer logged {activity:a} from {begin} until {end}.",
        "One activity was logged, {activity:a} of {length} that began at {begin}.",
        "The log holds {activity:a} of {length}, from {begin} until {end}.",
    ),
    "move.bouts": (
        "The wearer took {total}; the longest of {count} lasted {length}, from {begin} until {end}.",
        "The {window} brought {total} and {count} of movement, the longest of them {length} from {begin}.",
        "With {total} and {count} of movement, the wearer kept going longest from {begin} until {end}, "
        "for {bout_steps}.",
        "In all, the wearer took {total}; the longest of {count} of movement began at {begin} and took {length}.",
        "Movement came to {total}, with {count} of which the longest ran from {begin} until {end}.",
    ),
    "move.one_bout": (
        "The wearer took {total}, of which {bout_steps} in one bout of movement from {begin} until {end}.",
        "The {window} brought {total} and a single bout of movement, from {begin} until {end}.",
        "In all, the wearer took {total}; the only bout of movement lasted {length} from {begin}.",
    ),
    "move.steps": (
        "The wearer took {total}, without any longer bout of movement.",
        "The {window} brought {total}, none of them in a sustained bout.",
        "In all, the wearer took {total}, only ever a few at a time.",
    ),
    "move.partial": (
        "The step count came to {total} in the {measured} of {minutes} that were measured.",
        "Only {measured} of {minutes} were measured, and in these the step count came to {total}.",
        "Within {measured} of {minutes}, all that were measured, the step count added up to {total}.",
    ),
    "move.nothing": (
        "The step count stayed at {total}.",
        "The {window} brought {total}: no movement was counted.",
        "The wearer took {total} as far as the step count tells.",
    ),
    "heart.rest": (
        "Heart rate averaged {mean}, was {rest} at rest, and was highest at {at}, at {max}.",
        "From {rest} at rest, heart rate went up to its maximum of {max} at {at}; its mean was {mean}.",
        "Resting heart rate was {rest}, mean heart rate {mean}, and the maximum of {max} came at {at}.",
        "The heart beat at {rest} at rest and {mean} on average; heart rate was highest at {at}, with {max}.",
    ),
    "heart.rest.activity": (
        "Heart rate averaged {mean}, was {rest} at rest, and was highest at {at}, at {max}, "
        "during the {activity} that began at {begin}.",
        "From {rest} at rest, heart rate went up to its maximum of {max} at {at}, "
        "in the {activity} that began at {begin}.",
        "Resting heart rate was {rest}, and the maximum of {max} came at {at}, "
        "in the {activity} that began at {begin}.",
        "The {activity} that began at {begin} took heart rate to its maximum of {max} at {at}, from {rest} at rest.",
    ),
    "heart.rest.bout": (
        "Heart rate averaged {mean}, was {rest} at rest, and was highest at {at}, at {max}, "
        "during the bout of movement that began at {begin}.",
        "From {rest} at rest, heart rate went up to its maximum of {max} at {at}, "
        "while the wearer had been moving since {begin}.",
        "Resting heart rate was {rest}, and the maximum of {max} came at {at}, "
        "in the bout of movement that began at {begin}.",
        "The bout of movement that began at {begin} took heart rate to its maximum of {max} at {at}, "
        "from {rest} at rest.",
    ),
    "heart.mean": (
        "Heart rate averaged {mean} and was highest at {at}, at {max}.",
        "The mean heart rate was {mean}, and the maximum of {max} came at {at}.",
        "With a mean of {mean}, heart rate reached its maximum of {max} at {at}.",
        "The heart beat at {mean} on average; heart rate was highest at {at}, with {max}.",
    ),
    "heart.mean.activity": (
        "Heart rate averaged {mean} and was highest at {at}, at {max}, during the {activity} that began at {begin}.",
        "The mean heart rate was {mean}, and the maximum of {max} came at {at}, in the {activity} "
        "that began at {begin}.",
        "The {activity} that began at {begin} took heart rate to its maximum of {max} at {at}; the mean was {mean}.",
    ),
    "heart.mean.bout": (
        "Heart rate averaged {mean} and was highest at {at}, at {max}, during the bout of movement "
        "that began at {begin}.",
        "The mean heart rate was {mean}, and the maximum of {max} came at {at}, in the bout of movement "
        "that began at {begin}.",
        "The bout of movement that began at {begin} took heart rate to its maximum of {max} at {at}; "
        "the mean was {mean}.",
    ),
    "still": (
        "The longest sedentary stretch lasted {length}, from {begin} until {end}, with only {steps}.",
        "The wearer was still for longest from {begin} until {end}: {steps} in {length}.",
        "The longest stretch almost without steps ran from {begin} until {end}, with {steps} in {length}.",
    ),
    "still.none": (
        "The longest sedentary stretch lasted {length}, from {begin} until {end}, without a step.",
        "The wearer was still for longest from {begin} until {end}: {length} without a step.",
        "The longest stretch without a step ran from {begin} until {end}, {length} in all.",
    ),
    "other": (
        "{channel} averaged {mean}, between {min} and {max}.",
        "The mean of {channel} was {mean}, within {min} and {max}.",
        "On average {channel} was {mean}; its minimum was {min} and its maximum {max}.",
    ),
}
