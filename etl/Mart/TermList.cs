using System.Collections.Immutable;
using System.Text;

namespace PersonEtl.Etl.Mart;

/// <summary>A code list: a register's terms and the mart's, as UTF-8.</summary>
internal sealed class TermList(string name, params (string Register, string Mart)[] terms)
{
    private readonly (byte[] Register, Utf8Text Mart)[] map = [.. terms.Select(t => (Encoding.UTF8.GetBytes(t.Register), Utf8Text.From(t.Mart)))];

    /// <summary>The list's name in <c>mart.code</c>.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<(string Register, string Mart)> Values { get; } = terms;

    /// <summary>The number in KLASS of Statistics Norway's list for the same, where there is one.</summary>
    public int? KlassId { get; init; }

    /// <summary>Its codes, by the mart's terms.</summary>
    public IReadOnlyDictionary<string, string> SsbCodes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The mart's term; false for a value never heard of, which never breaks a run.</summary>
    public bool TryMap(ReadOnlySpan<byte> register, out Utf8Text mart)
    {
        foreach (var (known, term) in map)
        {
            if (!register.SequenceEqual(known)) continue;
            mart = term;
            return true;
        }
        mart = default;
        return false;
    }
}
