using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonEtl.Etl.Database;

namespace PersonEtl.Etl.Run;

/// <summary>Where notices go: to a webhook as JSON, or to a command or program as text on its standard input. Never longer than ten seconds.</summary>
/// <param name="target"><c>https://…</c>, <c>command:…</c> for the shell, or the path of a program; empty for none.</param>
internal sealed class NoticeChannel(string? target)
{
    public const string Variable = "PERSONETL_NOTIFY";

    private const string CommandPrefix = "command:";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly HttpClient Client = new(new SocketsHttpHandler { ConnectTimeout = Limit, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Limit };
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string target = target?.Trim() ?? "";

    public bool IsOpen => target.Length > 0;

    /// <summary>Sends a notice, and returns why it didn't arrive, or null. The address isn't repeated: whoever knows a webhook's may write to it.</summary>
    public async Task<string?> SendAsync(Notice notice)
    {
        try
        {
            if (!target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !target.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return await RunAsync(notice.Text + "\n");
            using var response = await Client.PostAsJsonAsync(new Uri(target), notice, Json);
            return response.IsSuccessStatusCode ? null : $"the webhook answered with status {(int)response.StatusCode}";
        }
        catch (OperationCanceledException)
        {
            return $"the webhook did not answer within {Limit.TotalSeconds:0} seconds";
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException)
        {
            return "the webhook was not reached";
        }
        catch (ChildProcessException e)
        {
            return e.Message;
        }
    }

    private async Task<string?> RunAsync(string input)
    {
        var isCommand = target.StartsWith(CommandPrefix, StringComparison.Ordinal);
        var (file, arguments) = !isCommand ? (target, Array.Empty<string>())
            : OperatingSystem.IsWindows() ? ("cmd.exe", ["/c", target[CommandPrefix.Length..]])
            : ("/bin/sh", ["-c", target[CommandPrefix.Length..]]);
        var output = await ChildProcess.RunAsync(file, arguments, new() { Timeout = Limit, Input = input }, CancellationToken.None);
        return output.Succeeded ? null : $"the command ended with code {output.ExitCode}";
    }
}
