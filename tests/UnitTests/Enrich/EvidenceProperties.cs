using FsCheck.Xunit;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>What holds of any evidence, however it contradicts itself.</summary>
public sealed class EvidenceProperties
{
    [Property(MaxTest = 500)]
    public void The_order_of_evidence_never_matters(byte[] told, int seed)
    {
        var facts = Facts(told).ToArray();
        var shuffled = facts.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Resolved(facts), Resolved(shuffled));
    }

    [Property(MaxTest = 500)]
    public void What_is_told_twice_is_told_once(byte[] told)
    {
        var facts = Facts(told).ToArray();
        Assert.Equal(Resolved(facts), Resolved([.. facts, .. facts]));
    }

    [Property(MaxTest = 500)]
    public void Spells_are_in_order_have_a_value_and_never_overlap(byte[] told)
    {
        var evidence = new Evidence(isNames: true);
        foreach (var fact in Facts(told)) fact(evidence);
        var spells = evidence.Resolve();
        foreach (var code in spells.Codes)
        {
            var ofCode = spells.Of(code);
            Assert.All(ofCode, s => Assert.True(s.Value is not null && (s.To is null || s.From < s.To)));
            Assert.All(ofCode.Zip(ofCode.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
        }
    }

    private static List<string> Resolved(Action<Evidence>[] facts)
    {
        var evidence = new Evidence(isNames: true);
        foreach (var fact in facts) fact(evidence);
        var spells = evidence.Resolve();
        return [.. spells.Codes.SelectMany(code => spells.Of(code).Select(s => FormattableString.Invariant($"{code} {s.Value} {s.From:yyyy} {s.To:yyyy}")))];
    }

    /// <summary>Four bytes are a fact about one of three codes: a snapshot, a dated name, a change, or a time that is told wholly.</summary>
    private static IEnumerable<Action<Evidence>> Facts(byte[] told)
    {
        for (var i = 0; i + 3 < told.Length; i += 4)
        {
            var (kind, code, name) = (told[i] % 5, $"{(told[i + 1] % 3) + 1:00}", $"name {told[i + 1] / 3 % 3}");
            var (from, years) = (Day(told[i + 2] % 5), told[i + 3] % 4);
            DateOnly? to = years == 0 ? null : from.AddYears(years);
            yield return kind switch
            {
                0 => e => e.AddSnapshot(from, code, name),
                1 => e => e.AddDated(code, name, from, to),
                2 => e => e.AddChange(from, code, years == 0 ? null : $"{(years % 3) + 1:00}", name),
                3 => e => e.AddCovered(from, to),
                _ => e => e.AddChangesCovered(from, to),
            };
        }
    }

    private static DateOnly Day(int year) => new(2010 + year, 1, 1);
}
