using System.Collections.Concurrent;
using System.Globalization;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>Whom the documents belong to that could not be read. Safe from several threads.</summary>
internal sealed class UnreadPersons
{
    private readonly ConcurrentQueue<ulong> numbers = new();

    /// <summary>The numbers of these documents, as far as they are no other document's, with eleven digits.</summary>
    public string[] Numbers => [.. numbers.Order().Select(n => n.ToString("D11", CultureInfo.InvariantCulture))];

    /// <summary>Whether there was one without any number: it may be anyone's.</summary>
    public bool MayBeAnyone { get; private set; }

    /// <summary>Whether there was one whose person may have been published before.</summary>
    public bool Any => MayBeAnyone || !numbers.IsEmpty;

    public void Add(UnreadDocument document, NumberIndex index)
    {
        if (document.Numbers.Count == 0) MayBeAnyone = true;
        foreach (var number in document.Numbers)
        {
            if (index.Belongs(number, document.Position)) numbers.Enqueue(number);
        }
    }
}
