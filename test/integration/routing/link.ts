import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between us and a part, which can be cut (connections break) or frozen (nothing passes, nothing breaks). */
export class Link {
  private readonly sockets = new Set<Socket>();
  private state: 'up' | 'cut' | 'frozen' = 'up';
  private readonly server = createServer((near) => this.join(near));

  private constructor(private readonly target: URL) {}

  static async to(url: string): Promise<Link> {
    const link = new Link(new URL(url));
    await new Promise<void>((resolve) => link.server.listen(0, '127.0.0.1', resolve));
    return link;
  }

  /** The part's address by way of this link. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  freeze(): void {
    this.state = 'frozen';
    for (const socket of this.sockets) socket.pause();
  }

  /** What is sent still arrives, what comes back does not. */
  freezeAnswers(): void {
    for (const socket of this.sockets) if (socket.remotePort === Number(this.target.port)) socket.pause();
  }

  mend(): void {
    this.state = 'up';
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    if (this.state === 'cut') return void near.destroy();
    const far = connect(Number(this.target.port), this.target.hostname);
    this.pass(near, far);
    this.pass(far, near);
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (data) => to.write(data));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    if (this.state === 'frozen') from.pause();
  }
}
