// Puts the body on standard input through one of Java's ways to write JSON: java Make '<call>' > result
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import com.google.gson.internal.GsonBuildConfig;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class Make {
    interface Call {
        Object on(String body) throws Exception;
    }

    public static class Decision {
        public String id;
        public Date startDate, endDate, createdAt, updatedAt;
    }

    public static class Payload {
        public Decision decision;
    }

    public static class Delivery {
        public String event;
        public Payload payload;
    }

    static final ObjectMapper mapper = new ObjectMapper();
    static final Map<String, Call> calls = new LinkedHashMap<>();

    static {
        calls.put("mapper.writeValueAsString(mapper.readTree(body))", body -> mapper.writeValueAsString(mapper.readTree(body)));
        calls.put("mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body))",
            body -> mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body)));
        calls.put("mapper.setSerializationInclusion(NON_NULL).writeValueAsString(mapper.readValue(body, Map.class))",
            body -> mapper.setSerializationInclusion(JsonInclude.Include.NON_NULL).writeValueAsString(mapper.readValue(body, Map.class)));
        calls.put("mapper.configure(ESCAPE_NON_ASCII, true).writeValueAsString(mapper.readTree(body))",
            body -> mapper.configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true).writeValueAsString(mapper.readTree(body)));
        calls.put("mapper.configure(ORDER_MAP_ENTRIES_BY_KEYS, true).writeValueAsString(mapper.readValue(body, Map.class))",
            body -> mapper.configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true).writeValueAsString(mapper.readValue(body, Map.class)));
        calls.put("mapper.writeValueAsString(every object as java.util.HashMap)",
            body -> mapper.writeValueAsString(hashed(mapper.readValue(body, Object.class))));
        calls.put("mapper.disable(WRITE_DATES_AS_TIMESTAMPS).writeValueAsString(mapper.readValue(body, a class with java.util.Date))",
            body -> mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).writeValueAsString(mapper.readValue(body, Delivery.class)));
        calls.put("new Gson().toJson(JsonParser.parseString(body))", body -> new Gson().toJson(JsonParser.parseString(body)));
        calls.put("new GsonBuilder().serializeNulls().create().toJson(JsonParser.parseString(body))",
            body -> new GsonBuilder().serializeNulls().create().toJson(JsonParser.parseString(body)));
        calls.put("new GsonBuilder().disableHtmlEscaping().create().toJson(JsonParser.parseString(body))",
            body -> new GsonBuilder().disableHtmlEscaping().create().toJson(JsonParser.parseString(body)));
        calls.put("new Gson().toJson(new Gson().fromJson(body, Object.class))",
            body -> new Gson().toJson(new Gson().fromJson(body, Object.class)));
        calls.put("new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(JsonParser.parseString(body))",
            body -> new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(JsonParser.parseString(body)));
        calls.put("body.getBytes(StandardCharsets.US_ASCII)", body -> body.getBytes(StandardCharsets.US_ASCII));
        calls.put("body.getBytes(StandardCharsets.UTF_16)", body -> body.getBytes(StandardCharsets.UTF_16));
        calls.put("body.getBytes(StandardCharsets.UTF_16BE)", body -> body.getBytes(StandardCharsets.UTF_16BE));
        calls.put("new String(raw, Charset.forName(\"windows-1252\")).getBytes(StandardCharsets.UTF_8)",
            body -> new String(body.getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1252")).getBytes(StandardCharsets.UTF_8));
    }

    static Object hashed(Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<Object, Object> copy = new HashMap<>();
            members.forEach((name, member) -> copy.put(name, hashed(member)));
            return copy;
        }
        if (value instanceof List<?> items) {
            List<Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(hashed(item)));
            return copy;
        }
        return value;
    }

    public static void main(String[] args) throws Exception {
        String java = "Java " + System.getProperty("java.version");
        switch (args[0]) {
            case "--version" -> System.out.print(java);
            case "--version-jackson" -> System.out.print(java + ", jackson-databind " + mapper.version());
            case "--version-gson" -> System.out.print(java + ", gson " + GsonBuildConfig.VERSION);
            default -> {
                Call call = calls.get(args[0]);
                if (call == null) {
                    System.err.println("no such call: " + args[0]);
                    System.exit(2);
                }
                Object made = call.on(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
                System.out.write(made instanceof byte[] bytes ? bytes : made.toString().getBytes(StandardCharsets.UTF_8));
                System.out.flush();
            }
        }
    }
}
