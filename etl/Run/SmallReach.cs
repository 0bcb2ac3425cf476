using System.Globalization;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Whether documents of deltas can be published without the documents before them: only where they tell of every number of every published person
/// that they are about. Then each earlier document of these persons is dead, and nothing that it says counts any more.
/// </summary>
internal static class SmallReach
{
    /// <param name="persons">The published persons that list any number of the documents.</param>
    /// <param name="numbers">The documents' numbers.</param>
    /// <exception cref="NotSmallException">It needs a full pass.</exception>
    public static void Require(IReadOnlyList<ListedPerson> persons, NumberIndex numbers)
    {
        Refuse(persons.Count(p => p.IsStale), "documents replace what could not be read before");
        Refuse(persons.Count(p => !numbers.Contains(p.Number)), "documents have a number that is in another's history");
        Refuse(persons.Count(p => !p.Numbers.All(numbers.Contains)), "documents leave out a number of their person");
        var listed = persons.SelectMany(p => p.Numbers).ToHashSet();
        // an older document may have it as history, and no published row tells
        Refuse(numbers.OfDiscontinued.Count(n => !listed.Contains(n)), "documents are of discontinued persons who are not published");
    }

    /// <summary>What an erased person's document lists changes whose contact data may wait, and one that was listed there may be somebody's again.</summary>
    /// <exception cref="NotSmallException">It needs a full pass.</exception>
    public static void RequireNotErased(Erasures erasures, NumberIndex numbers)
        => Refuse(erasures.Numbers.Concat(erasures.Beside).Count(numbers.Contains), "documents have numbers of erased persons, or numbers beside these");

    /// <exception cref="NotSmallException">There are some.</exception>
    public static void Refuse(long count, string what)
    {
        if (count > 0) throw new NotSmallException(string.Create(CultureInfo.InvariantCulture, $"{what} ({count})"));
    }
}
