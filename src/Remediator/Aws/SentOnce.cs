using System.Net;
using Amazon.Runtime;

namespace Remediator.Aws;

/// <summary>
/// For a client of one call: it sends one body, once. Where a connection breaks before any answer, both the SDK (outside of its count of
/// retries) and .NET send a request again by themselves, and a write must not arrive twice without a read in between.
/// </summary>
/// <param name="http">Sends it, and is not disposed; null: a handler of this client's own.</param>
internal sealed class SentOnce(HttpMessageHandler? http) : HttpClientFactory
{
    private int _sent;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(new Guard(this, http ?? new SocketsHttpHandler()), disposeHandler: http is null)
        {
            Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan,
        };

    private void Send()
    {
        if (Interlocked.Exchange(ref _sent, 1) != 0)
            throw new IOException("the connection broke, and a write is sent only once");
    }

    private sealed class Guard(SentOnce once, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
                request.Content = new Body(once, content);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Body : HttpContent
    {
        private readonly SentOnce _once;
        private readonly HttpContent _content;

        public Body(SentOnce once, HttpContent content)
        {
            (_once, _content) = (once, content);
            foreach (var (name, values) in content.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _once.Send();
            return _content.CopyToAsync(stream, context);
        }

        protected override bool TryComputeLength(out long length) => (length = _content.Headers.ContentLength ?? -1) >= 0;
    }
}
