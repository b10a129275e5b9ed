"""Texts that no day of any wearer answers, written by hand: cooking, prices, travel, machines, and no language at all.

Every second one of a language is taught to static towers; of the others each second one is for fitting a threshold, the
rest for judging it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from schemas.records import Language


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.strip().splitlines())


OFF_TOPIC: Final = MappingProxyType[Language, tuple[str, ...]](
    {
        "en": _lines("""
            how do I make tomato soup from scratch
            the stock price of a chip maker
            capital of Mongolia
            reset the password of my email account
            cheap flights to Lisbon in June
            when does the museum open
            recipe for sourdough bread
            the interest rate of the central bank
            who wrote Pride and Prejudice
            how to fix a leaking tap
            install a printer driver on Windows
            best restaurants near the cathedral
            translate this contract into German
            quarterly earnings of the airline
            how many moons does Jupiter have
            the plot of a film about a shark
            rent for a two room flat downtown
            my parcel has not arrived yet
            python list comprehension with a condition
            election results in the northern district
            history of the Roman empire
            how to prune an apple tree
            a poem about autumn leaves
            tax return deadline
            compare two mobile phone plans
            what is the boiling point of ethanol
            paint colours for a small kitchen
            order a birthday cake with strawberries
            currency exchange rate of the yen
            lyrics of an old folk song
            the warranty of my washing machine
            meeting notes about the marketing budget
            how does a nuclear reactor work
            buy second hand guitars
            visa requirements for Japan
            weather forecast for the weekend
            open a savings account
            the cat scratched the sofa again
            chocolate chip cookies without eggs
            proof of the prime number theorem
            software licence agreement
            where can I park near the station
            knitting pattern for a scarf
            latest news about the parliament
            used car with low mileage
            how to write a cover letter
            asdf qwer zxcv
            lorem ipsum dolor sit amet
            blue elephants negotiate with the teapot
            xkqz vrrp mmnt
            homework about the French revolution
            divorce lawyer in the city centre
            the battery of my laptop is swollen
            a list of chess openings
            dinosaur names for children
            how to descale an espresso machine
            wedding invitation wording
            fertiliser for tomatoes in pots
            the price of crude oil fell
            merge two spreadsheets into one
        """),
        "ko": _lines("""
            김치찌개 맛있게 끓이는 법
            반도체 회사 주가 전망
            몽골의 수도는 어디인가
            이메일 비밀번호를 잊어버렸어요
            유월에 리스본 가는 싼 비행기표
            박물관 개관 시간 알려줘
            식빵 반죽 레시피
            기준 금리 인상 소식
            오만과 편견의 작가
            물이 새는 수도꼭지 고치기
            프린터 드라이버 설치 방법
            성당 근처 맛집 추천
            이 계약서를 독일어로 번역해줘
            항공사 분기 실적
            목성의 위성은 몇 개인가
            상어가 나오는 영화 줄거리
            시내 투룸 월세
            택배가 아직 안 왔어요
            파이썬 리스트 정렬하는 코드
            북부 선거구 개표 결과
            로마 제국의 역사
            사과나무 가지치기 시기
            단풍에 관한 시 한 편
            종합소득세 신고 기한
            휴대폰 요금제 비교
            에탄올의 끓는점
            작은 부엌 벽지 색깔
            딸기 생일 케이크 주문
            엔화 환율 조회
            옛날 민요 가사
            세탁기 보증 기간
            마케팅 예산 회의록
            원자로의 작동 원리
            중고 기타 팝니다
            일본 비자 서류
            주말 날씨 예보
            적금 통장 개설
            고양이가 소파를 또 긁었다
            달걀 없이 만드는 초코 쿠키
            소수 정리의 증명
            소프트웨어 사용권 계약
            역 근처 주차장
            목도리 뜨개질 도안
            국회 소식 최신 뉴스
            주행거리 짧은 중고차
            자기소개서 쓰는 법
            가나다라 마바사 아자차카
            뷁쉙 뙓뾻 쀍
            파란 코끼리가 주전자와 협상한다
            ㅁㄴㅇㄹ 붸궭
            프랑스 혁명 숙제
            이혼 전문 변호사
            노트북 배터리가 부풀었다
            체스 정석 목록
            어린이 공룡 이름
            커피 기계 석회 제거
            청첩장 문구 예시
            화분 방울토마토 비료
            국제 유가 하락
            엑셀 시트 두 개 합치기
        """),
    }
)
