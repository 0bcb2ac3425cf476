using System.Text;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Sources.Malformed;

/// <summary>Files that are not as a source writes them, and what reading them comes to; <see cref="Name"/> is a word for people.</summary>
internal sealed record MalformedInput(SourceName Source, string Name, string Outcome, params (string Name, byte[] Content)[] Files)
{
    /// <summary>What stands where a person's data would: none of it may come out.</summary>
    public const string Secret = "HEMMELIGMANN";
    public const string SecretNumber = "13912146396";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
