using System.Text.RegularExpressions;

namespace PersonEtl.Etl.Run;

/// <summary>Takes what may be a national identity number out of a text for people.</summary>
internal static partial class Mask
{
    /// <summary>Every run of eleven digits or more becomes asterisks, also when a space stands after the sixth.</summary>
    public static string Numbers(string text) => Number().Replace(text, "***********");

    [GeneratedRegex(@"[0-9]{11,}|(?<![0-9])[0-9]{6} [0-9]{5}(?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
