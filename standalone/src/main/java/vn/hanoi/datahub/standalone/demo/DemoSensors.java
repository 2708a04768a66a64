package vn.hanoi.datahub.standalone.demo;

import java.time.Instant;
import java.util.List;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.period.CityTime;

/** The simulated city's sensors: air, traffic, rain, rivers. */
final class DemoSensors {

    private static final List<String> PARAMETERS = List.of("PM25", "PM10", "O3", "NO2", "SO2", "CO");
    private static final List<String> RIVER_STATIONS = List.of("long-bien", "son-tay", "thuong-cat");

    private final DemoEvents make;

    DemoSensors(DemoEvents make) {
        this.make = make;
    }

    /** Returns an hour of one pollutant at one of six stations. */
    DemoEvents.Sent air(Instant endOfHour, int station, int parameter) {
        Area commune =
                make.areas.list(DemoEvents.day(endOfHour), AreaLevel.COMMUNE).get(7 * station + 3);
        int hour = CityTime.at(endOfHour).getHour();
        double rush = 1 + 0.35 * Math.sin((hour - 3) * Math.PI / 6);
        double winter = 1 + 0.5 * Math.cos(DemoEvents.day(endOfHour).getDayOfYear() * 2 * Math.PI / 365);
        double level = new double[] {38, 62, 55, 34, 22, 900}[parameter]
                * rush
                * winter
                * (0.75 + 0.5 * make.random.nextDouble());
        return make.send(
                "H26.NNMT",
                "air-observation",
                "S" + (11 + station) + "/" + PARAMETERS.get(parameter),
                endOfHour,
                DemoEvents.data()
                        .put("station", "S" + (11 + station))
                        .put("parameter", PARAMETERS.get(parameter))
                        .put("value", Math.round(level * 10) / 10.0)
                        .put("averagingMinutes", 60)
                        .put("area", commune.code()));
    }

    DemoEvents.Sent traffic(Instant time, int link) {
        Area commune = make.areas.list(DemoEvents.day(time), AreaLevel.COMMUNE).get(link % 40);
        int hour = CityTime.at(time).getHour();
        boolean rush = (hour >= 7 && hour <= 9) || (hour >= 17 && hour <= 19);
        double freeFlow = 35 + link % 4 * 10;
        double speed = Math.round(freeFlow * (rush ? 0.45 : 0.8) * (0.8 + 0.4 * make.random.nextDouble()) * 10) / 10.0;
        return make.send(
                "H26.XD",
                "traffic-observation",
                "L" + link,
                DemoEvents.fiveMinutes(time),
                DemoEvents.data()
                        .put("link", "L" + link)
                        .put("area", commune.code())
                        .put("speedKmh", speed)
                        .put("freeFlowKmh", freeFlow)
                        .put("vehicles", make.random.nextInt(60))
                        .put("averagingMinutes", 5));
    }

    DemoEvents.Sent rain(Instant time, int gauge) {
        return make.send(
                "H26.NNMT",
                "rain-observation",
                "G" + gauge,
                DemoEvents.fiveMinutes(time),
                DemoEvents.data()
                        .put("gauge", "G" + gauge)
                        .put(
                                "area",
                                make.areas
                                        .list(DemoEvents.day(time), AreaLevel.COMMUNE)
                                        .get(6 * gauge)
                                        .code())
                        .put("millimetres", make.chance(0.1) ? Math.round(make.random.nextDouble() * 80) / 10.0 : 0.0)
                        .put("averagingMinutes", 10));
    }

    /** Returns a river's level: low from November to April, and high in August; its swells last for days. */
    private double metres(Instant time, int station) {
        int day = DemoEvents.day(time).getDayOfYear();
        double season = Math.max(0, Math.cos((day - 220) * 2 * Math.PI / 365));
        double swell = 0.4 * Math.sin(time.getEpochSecond() * 2 * Math.PI / (5 * 86_400));
        return 2.2 + station + 6.2 * season + swell + 0.1 * make.random.nextDouble();
    }

    DemoEvents.Sent river(Instant time, int station) {
        return make.send(
                "H26.NNMT",
                "river-observation",
                RIVER_STATIONS.get(station),
                DemoEvents.fiveMinutes(time),
                DemoEvents.data()
                        .put("station", RIVER_STATIONS.get(station))
                        .put(
                                "area",
                                make.areas
                                        .list(DemoEvents.day(time), AreaLevel.COMMUNE)
                                        .get(20 * station)
                                        .code())
                        .put("levelMetres", Math.round(metres(time, station) * 100) / 100.0));
    }
}
