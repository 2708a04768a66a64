package vn.hanoi.datahub.domain.fold;

/** The categories of VN_AQI, with the colours that the decision prescribes (Decision 1459/QĐ-TCMT, table 1). */
public enum VnAqiCategory {
    GOOD(50, "Tốt", "Good", "#00E400"),
    MODERATE(100, "Trung bình", "Moderate", "#FFFF00"),
    POOR(150, "Kém", "Poor", "#FF7E00"),
    BAD(200, "Xấu", "Bad", "#FF0000"),
    VERY_BAD(300, "Rất xấu", "Very bad", "#8F3F97"),
    HAZARDOUS(500, "Nguy hại", "Hazardous", "#7E0023");

    private final int highest;
    private final String vietnamese;
    private final String english;
    private final String colour;

    VnAqiCategory(int highest, String vietnamese, String english, String colour) {
        this.highest = highest;
        this.vietnamese = vietnamese;
        this.english = english;
        this.colour = colour;
    }

    public static VnAqiCategory of(double index) {
        for (VnAqiCategory category : values()) {
            if (index <= category.highest) {
                return category;
            }
        }
        return HAZARDOUS;
    }

    public String vietnamese() {
        return vietnamese;
    }

    public String english() {
        return english;
    }

    public String colour() {
        return colour;
    }
}
