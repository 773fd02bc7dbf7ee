// Puts the body on standard input through one of .NET's ways, on Mono: mono make.exe '<call>' > result
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

static class Make
{
    class Decision
    {
        public string id;
        public DateTime startDate, endDate, createdAt, updatedAt;
    }

    static readonly Dictionary<string, Func<byte[], byte[]>> Calls = new Dictionary<string, Func<byte[], byte[]>>
    {
        ["JObject.Parse(body).ToString(Formatting.None)"] = raw => Utf8(JObject.Parse(Text(raw)).ToString(Formatting.None)),
        ["JObject.Parse(body).ToString()"] = raw => Utf8(JObject.Parse(Text(raw)).ToString()),
        ["JsonConvert.SerializeObject(JObject.Parse(body), new JsonSerializerSettings { StringEscapeHandling = StringEscapeHandling.EscapeHtml })"] = raw =>
            Utf8(JsonConvert.SerializeObject(JObject.Parse(Text(raw)), new JsonSerializerSettings { StringEscapeHandling = StringEscapeHandling.EscapeHtml })),
        ["each date: DateTime.Parse(text).ToUniversalTime().ToString(\"o\")"] = raw =>
        {
            var reader = new JsonTextReader(new StringReader(Text(raw))) { DateParseHandling = DateParseHandling.None };
            var delivery = JObject.Load(reader);
            foreach (JProperty member in ((JObject)delivery["payload"]["decision"]).Properties())
            {
                DateTime time;
                var text = (string)member.Value;
                if (text.EndsWith("Z") && DateTime.TryParse(text, out time)) member.Value = time.ToUniversalTime().ToString("o");
            }
            return Utf8(delivery.ToString(Formatting.None));
        },
        ["Encoding.ASCII.GetBytes(body)"] = raw => Encoding.ASCII.GetBytes(Text(raw)),
        ["Encoding.Unicode.GetBytes(body)"] = raw => Encoding.Unicode.GetBytes(Text(raw)),
        ["File.WriteAllText(path, body, Encoding.Unicode)"] = raw => Written(Text(raw), Encoding.Unicode),
        ["File.WriteAllText(path, body, Encoding.UTF8)"] = raw => Written(Text(raw), Encoding.UTF8),
        ["body + \"\\r\\n\""] = raw => Utf8(Text(raw) + "\r\n"),
    };

    static string Text(byte[] raw) { return new UTF8Encoding(false).GetString(raw); }

    static byte[] Utf8(string text) { return new UTF8Encoding(false).GetBytes(text); }

    static byte[] Written(string text, Encoding encoding)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text, encoding);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    static int Main(string[] args)
    {
        var output = Console.OpenStandardOutput();
        byte[] made;
        var mono = Type.GetType("Mono.Runtime").GetMethod("GetDisplayName", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static);
        var version = "Mono " + ((string)mono.Invoke(null, null)).Split(' ')[0];
        if (args[0] == "--version") made = Utf8(version);
        else if (args[0] == "--version-newtonsoft")
        {
            var file = System.Diagnostics.FileVersionInfo.GetVersionInfo(typeof(JObject).Assembly.Location);
            made = Utf8(version + ", Newtonsoft.Json " + file.FileVersion);
        }
        else if (!Calls.ContainsKey(args[0]))
        {
            Console.Error.WriteLine("no such call: " + args[0]);
            return 2;
        }
        else
        {
            var body = new MemoryStream();
            Console.OpenStandardInput().CopyTo(body);
            made = Calls[args[0]](body.ToArray());
        }
        output.Write(made, 0, made.Length);
        output.Flush();
        return 0;
    }
}
