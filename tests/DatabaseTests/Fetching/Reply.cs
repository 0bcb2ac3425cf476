using System.Text;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>What a server of a test answers. <paramref name="Length"/> is what it claims of its body, when that is not the truth; null body: it says nothing and waits.</summary>
internal sealed record Reply(int Status, string MediaType, byte[]? Body, params (string Name, string Value)[] Headers)
{
    public long? Length { get; init; }

    public static Reply Json(string body) => new(200, "application/json;charset=UTF-8", Encoding.UTF8.GetBytes(body));

    public static Reply Of(int status, params (string Name, string Value)[] headers) => new(status, "text/plain", Encoding.UTF8.GetBytes($"status {status}"), headers);

    /// <summary>Never answers; the connection stays open.</summary>
    public static Reply Silence { get; } = new(0, "", null);
}
