// What the page says, in Vietnamese and English.
import { state } from "./state.js";

const WORDS = {
  title: ["Nền tảng dữ liệu dùng chung Thành phố Hà Nội", "Hà Nội City Data Hub"],
  wall: ["Toàn cảnh", "Wall"], indicators: ["Chỉ số", "Indicators"], areas: ["Địa bàn", "Areas"], agencies: ["Cơ quan", "Agencies"],
  tasks: ["Nhiệm vụ", "Tasks"], alerts: ["Cảnh báo", "Alerts"], data: ["Dữ liệu", "Data"], operator: ["Vận hành", "Operations"],
  menu: ["Các trang", "Pages"], otherLanguage: ["English", "Tiếng Việt"], dark: ["Tối", "Dark"], light: ["Sáng", "Light"],
  dg: ["Chính quyền số", "Digital government"], de: ["Kinh tế số", "Digital economy"], ds: ["Xã hội số", "Digital society"],
  da: ["Số hóa, lưu trữ điện tử", "Digitisation, e-archives"], live: ["Thành phố lúc này", "Live city"], tasksPillar: ["Nhiệm vụ kế hoạch", "Plan tasks"], hub: ["Nền tảng dữ liệu", "The hub itself"],
  met: ["đạt", "met"], near: ["gần đạt", "close"], short: ["chưa đạt", "short"], free: ["không giao chỉ tiêu", "no target"], none: ["chưa có số liệu", "no data"],
  metOf: ["chỉ tiêu đạt", "targets met"], target: ["mục tiêu", "target"], gap: ["còn thiếu", "short by"], tooHigh: ["còn cao hơn", "above by"], over: ["vượt", "better by"], milestone: ["mốc", "milestone"], coverage: ["độ phủ", "coverage"],
  provisional: ["sơ bộ", "provisional"], final: ["chính thức", "final"], revised: ["đã sửa", "revised"], estimated: ["ước tính", "estimated"], missing: ["thiếu", "missing"],
  asOf: ["Số liệu đến", "Data as of"], delay: ["trễ", "delay"], second: ["giây", "s"],
  allWell: ["Trực tiếp", "Live"], late: ["Số liệu chậm", "Data are late"], starting: ["Đang khởi động", "Starting"],
  lostService: ["Mất kết nối với dịch vụ truy vấn – đang thử lại", "No answer from the query service – trying again"],
  partly: ["Một phần số liệu không tải lại được", "Some of the data cannot be loaded again"],
  lostLive: ["Mất kết nối trực tiếp – đang nối lại", "Live connection lost – reconnecting"],
  kafkaDown: ["Kafka không trả lời – số liệu không cập nhật", "Kafka does not answer – data are not updated"],
  processorDown: ["Bộ xử lý không hoạt động – số liệu không cập nhật", "The processor is down – data are not updated"],
  processorStarting: ["Bộ xử lý đang khởi động", "The processor is starting"],
  valuesStarting: ["Đang đọc các giá trị đã công bố", "Reading what was published"],
  lateFeed: ["chậm", "late"], silent: ["mất tín hiệu", "silent"], never: ["chưa từng gửi", "never heard"], onTime: ["đúng hạn", "on time"],
  lateFeeds: ["Nguồn chậm hoặc mất tín hiệu", "Late or silent feeds"], neverFeeds: ["nguồn chưa từng gửi", "feeds never heard"], quietStations: ["trạm chưa có số liệu mới", "stations without new data"], noneLate: ["Mọi nguồn đều đúng hạn", "Every source is on time"], noneLateHeard: ["Các nguồn đã từng gửi đều đúng hạn", "Feeds that were heard are on time"],
  openAlerts: ["Cảnh báo đang mở", "Open alerts"], gravest: ["Nghiêm trọng nhất", "Gravest"], targetsAtRisk: ["Chỉ tiêu năm có nguy cơ không đạt", "Targets of the year at risk"], yearPassed: ["năm đã qua", "of the year has passed"], shortOf: ["thiếu", "short by"], ofTarget: ["so với chỉ tiêu", "of the target"], cadences: ["lần chu kỳ không có tin", "cadences without an event"], whenOpened: ["khi mở", "when opened"], nowIs: ["nay", "now"], noAlerts: ["Không có cảnh báo", "No alerts"],
  mapOf: ["Bản đồ 126 phường, xã", "Map of the 126 communes"], mapShows: ["Tô màu theo", "Coloured by"], noMap: ["Chỉ số này không có giá trị theo phường, xã", "This indicator has no values by commune"],
  cartogram: ["Vòng tròn theo dân số", "Circles by population"], land: ["Ranh giới", "Boundaries"], mapHelp: ["Phím mũi tên đi giữa các phường, xã; Enter mở giải thích", "Arrow keys walk from commune to commune; Enter opens the explanation"],
  pause: ["Dừng", "Pause"], play: ["Chạy", "Play"], next: ["Tiếp", "Next"], previous: ["Trước", "Previous"], stageOf: ["Trang", "Page"],
  done: ["hoàn thành", "done"], overdue: ["quá hạn", "overdue"], dueSoon: ["sắp đến hạn", "due soon"], running: ["đang làm", "running"], total: ["tổng số", "total"],
  group: ["Nhóm", "Group"], lead: ["Cơ quan chủ trì", "Lead agency"], DIGITAL_GOVERNMENT: ["Chính quyền số", "Digital government"], ECONOMY_SOCIETY: ["Kinh tế số, xã hội số", "Digital economy and society"], ARCHIVES: ["Số hóa, lưu trữ điện tử", "Digitisation, e-archives"],
  air: ["Không khí", "Air"], traffic: ["Giao thông", "Traffic"], rain: ["Mưa", "Rain"], river: ["Sông", "Rivers"],
  worstStation: ["trạm xấu nhất", "worst station"], congested: ["số quan trắc ghi nhận ùn tắc", "of observations congested"], speedRatio: ["tốc độ so với thông thoáng", "speed against free flow"], rainHour: ["trạm có mưa lớn nhất trong giờ", "wettest gauge of the hour"], noAlarm: ["dưới báo động", "below alarm"],
  explanation: ["Vì sao là con số này", "Why this number"], formula: ["Công thức", "Formula"], basis: ["Căn cứ", "Basis"], numerator: ["tử số", "numerator"], denominator: ["mẫu số", "denominator"], events: ["sự kiện", "events"],
  version: ["phiên bản định nghĩa", "definition version"], revision: ["lần sửa", "revision"], recordedAt: ["ghi lúc", "recorded"], status: ["trạng thái", "status"], period: ["kỳ", "period"], value: ["giá trị", "value"],
  byAgency: ["Theo cơ quan", "By agency"], byArea: ["Theo phường, xã", "By commune"], revisions: ["Các lần công bố", "Revisions"], latestEvents: ["Sự kiện mới nhất", "Newest events"], series: ["Diễn biến", "Series"], targets: ["Mục tiêu đến 2030", "Targets to 2030"], noTargets: ["Vì sao không có mục tiêu", "Why there is no target"],
  download: ["Tải về", "Download"], openData: ["Dữ liệu mở", "Open data"], report: ["Báo cáo để in", "Report to print"], year: ["năm", "year"], level: ["cấp", "level"], city: ["cấp thành phố", "city"], district: ["cấp huyện", "district"], commune: ["cấp xã", "commune"],
  hour: ["giờ", "hour"], day: ["ngày", "day"], month: ["tháng", "month"], quarter: ["quý", "quarter"],
  reporters: ["Cơ quan báo cáo", "Reporters"], cadence: ["Chu kỳ", "Cadence"], counted: ["Đã tính lại", "Counted anew"], underway: ["Phiên bản mới đang được tính", "A new version is being counted"],
  agency: ["Cơ quan", "Agency"], type: ["Loại sự kiện", "Event type"], lastAt: ["Lần cuối", "Last heard"], state: ["Tình trạng", "State"], silentFor: ["Im lặng", "Silent for"], accepted: ["đã nhận", "accepted"], rejected: ["loại sau khi nhận", "rejected"], duplicate: ["trùng", "duplicates"], corrected: ["đã thay", "superseded"], refused: ["từ chối", "refused"], freshness: ["đúng hạn 30 ngày", "on time, 30 days"],
  quality: ["Chất lượng báo cáo", "Quality of reporting"],
  area: ["Địa bàn", "Area"], search: ["Tìm", "Search"], population: ["dân số", "population"], squareKilometres: ["km²", "km²"], scorecard: ["Bảng điểm", "Scorecard"],
  severity: ["Mức", "Severity"], openedAt: ["Mở lúc", "Opened"], acknowledge: ["Tiếp nhận", "Acknowledge"], acknowledged: ["đã tiếp nhận", "acknowledged"], resolved: ["đã xử lý", "resolved"], open: ["đang mở", "open"], unresolved: ["chưa xử lý", "unresolved"], all: ["tất cả", "all"], note: ["Ghi chú", "Note"], quantity: ["đo được", "measured"], threshold: ["ngưỡng", "threshold"],
  extreme: ["nghiêm trọng nhất", "extreme"], severe: ["nghiêm trọng", "severe"], moderate: ["vừa", "moderate"], minor: ["nhẹ", "minor"],
  datasets: ["Bộ dữ liệu mở", "Open datasets"], catalogue: ["Danh mục DCAT-AP", "DCAT-AP catalogue"], topics: ["Chủ đề Kafka (AsyncAPI)", "Kafka topics (AsyncAPI)"], api: ["API (OpenAPI)", "API (OpenAPI)"], dataHelp: ["Mọi người được tải, dùng lại theo giấy phép ghi trong danh mục. Số đếm nhỏ về người dân được che.", "Everybody may download and reuse these under the licence the catalogue names. Small counts about people are hidden."], name: ["Tên", "Name"], files: ["Tệp", "Files"],
  quarantines: ["Tạm giữ", "Quarantines"], deadLetters: ["Sự kiện không được nhận (dead letter)", "Dead letters: events not taken"], redrive: ["Đưa lại vào nhật ký", "Re-drive"], definitions: ["Định nghĩa và việc tính lại", "Definitions and rebuilds"], reason: ["Lý do", "Reason"], detail: ["Chi tiết", "Detail"], from: ["từ", "from"], to: ["đến", "to"], hold: ["Tạm giữ", "Hold back"], release: ["Gỡ tạm giữ", "Release"], subject: ["Đối tượng", "Subject"], count: ["Đếm", "Count"], reconciliation: ["Đối soát", "Reconciliation"], pending: ["đang chờ", "pending"], applied: ["đã tính", "applied"], superseded: ["đã thay", "superseded"], difference: ["chênh lệch", "difference"], found: ["tìm thấy", "found"], redriven: ["đã đưa lại", "re-driven"], noUnderway: ["Không có định nghĩa nào đang được tính lại", "No definition is being rebuilt"], none_: ["Không có", "None"],
  key: ["Khóa API", "API key"], giveKey: ["Nhập khóa API của cơ quan, người vận hành hoặc người đọc. Khóa được giữ trong trình duyệt này, ngoài tầm của mọi tập lệnh.", "Give the API key of an agency, an operator or a reader. It is kept in this browser, out of reach of any script."], enter: ["Đăng nhập", "Sign in"], leave: ["Đăng xuất", "Sign out"], asRole: ["Vai trò", "Role"], agencyRole: ["cơ quan", "agency"], operatorRole: ["người vận hành", "operator"], readerRole: ["người đọc", "reader"], problem403: ["Chỉ người vận hành mới vào được trang này.", "Only an operator may enter this page."], problem404: ["Không có trang hoặc số liệu này", "There is no such page, or no such data"], problem429: ["Quá nhiều yêu cầu – thử lại sau ít phút", "Too many requests – try again in some minutes"], problem503: ["Dịch vụ chưa sẵn sàng – trang tự thử lại", "The service is not ready yet – the page tries again by itself"], problem4xx: ["Yêu cầu này không thực hiện được", "This cannot be done"], problem5xx: ["Có lỗi khi tải hoặc hiển thị", "Something went wrong while loading or drawing"], wrongKey: ["Khóa này không đúng hoặc đã hết hạn", "This key is wrong or has ended"], cancel: ["Hủy", "Cancel"],
  loading: ["Đang tải …", "Loading …"], nothing: ["Chưa có gì để hiện", "Nothing to show yet"], unsure: ["Không rõ kết quả – hãy xem lại trước khi làm lần nữa", "The outcome is not known – look before you do it again"], needsKey: ["Cần khóa để xem số liệu", "A key is needed to see the data"], unreachable: ["Dịch vụ không trả lời. Trang tự thử lại.", "The service does not answer. The page tries again by itself."], working: ["Đang làm", "Working"], gone: ["không còn trong nhật ký", "no longer in the log"], ofNewest: ["Trong số dead letter mới nhất:", "Among the newest dead letters:"], asTable: ["Xem dạng bảng", "As a table"],
  receipts: ["Biên nhận", "Receipts"], takenAt: ["nhận lúc", "taken"], channel: ["kênh", "channel"], ownReceipts: ["Cơ quan thấy biên nhận của mình khi vào bằng khóa.", "An agency sees its receipts once it has entered with its key."],
  by: ["Theo", "By"], station: ["trạm", "station"], gauge: ["trạm đo mưa", "rain gauge"], link: ["đoạn đường", "road link"], category: ["lĩnh vực phản ánh", "category"], procedure: ["thủ tục", "procedure"], sector: ["ngành, lĩnh vực", "sector"], kind: ["loại", "kind"], index: ["bộ chỉ số", "index"], leadAgency: ["cơ quan chủ trì", "lead agency"], dimension: ["phân tổ", "breakdown"], theme: ["chủ đề", "theme"], applicantKind: ["người nộp", "applicant"], nationalDatabase: ["cơ sở dữ liệu quốc gia", "national database"], reportType: ["loại báo cáo", "type of report"], securityLevel: ["cấp độ an toàn", "security level"], feed: ["nguồn", "feed"], account: ["tài khoản đối soát", "account"], parameter: ["thông số", "parameter"],
  now: ["Hiện nay", "Now"], unit: ["đơn vị", "unit"], weight: ["trọng số", "weight"], madeOf: ["Gồm các đơn vị cũ", "Made of former units"],
};

/** The word, in the language of the page. */
export const t = key => (WORDS[key] ?? [key, key])[state.language === "vi" ? 0 : 1];

/** Whether there is such a word. */
export const knows = key => key in WORDS;

/** What the hub says in both languages. */
export const said = both => both?.[state.language] ?? both?.vi ?? "";
